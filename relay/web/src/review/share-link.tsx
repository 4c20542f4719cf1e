import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';
import { useMe } from '../api/queries';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import { isAtLeast } from '../shell/settings-pages';
import { GivenLinks } from './given-links';
import { ShareForm } from './share-form';
import './share-link.css';

const words = messages.review;

/** For leads: links with which somebody without an account answers this approval, as long as it waits; and who has one. */
export function ShareLink({ approval: { id, status } }: { approval: ApprovalView }) {
  const role = useMe().data?.user?.role;
  const [opened, setOpened] = useState(false);
  if (!isAtLeast(role, 'lead')) return null;
  return (
    <>
      <GivenLinks approvalId={id} />
      {status === 'PENDING' && (
        <Button variant="default" size="xs" className="share-link" onClick={() => setOpened(true)}>
          {words.share}
        </Button>
      )}
      <Dialog title={words.shareTitle} opened={opened} onClose={() => setOpened(false)}>
        <ShareForm approvalId={id} onDone={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

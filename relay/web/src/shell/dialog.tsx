import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { messages } from '../messages';

interface DialogProps {
  title: string;
  opened: boolean;
  /** Without it, only what is inside can close the dialog. */
  onClose?: () => void;
  size?: 'md' | 'lg';
  children: ReactNode;
}

/** A modal dialog with a heading. Its parts are put together here because Mantine's own header would be a second banner. */
export function Dialog({ title, opened, onClose, size = 'md', children }: DialogProps) {
  const close = () => onClose?.();
  return (
    <Modal.Root opened={opened} onClose={close} size={size} closeOnClickOutside={!!onClose} closeOnEscape={!!onClose}>
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialog-head">
          <Modal.Title>{title}</Modal.Title>
          {onClose && <Modal.CloseButton aria-label={messages.close} />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

import { ActionIcon, CopyButton, Skeleton, Tooltip, UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { ApiError, post } from '../api/client';
import { useApproval } from '../api/queries';
import { Facts } from '../details/value';
import { EditForm } from '../details/edit-form';
import { withValue } from '../details/changes';
import { currencyOf, fieldKind, type Schema } from '../details/field-kind';
import { label } from '../details/label';
import { RiskMark } from '../inbox/risk-mark';
import { StatusMark } from '../inbox/status-mark';
import { useLate } from '../inbox/use-late';
import { messages } from '../messages';
import { BackIcon } from '../shell/icons';
import { Notice } from '../shell/notice';
import { exactTime } from '../time/format';
import { DeadlineBar, TimeLeft } from '../time/time-left';
import { When } from '../time/when';
import { ChangesMade } from './changes-made';
import { DecisionBox } from './decision-box';
import { ShareLink } from '../review/share-link';
import { Handling } from './handling';
import { Related } from './related';
import { Timeline } from './timeline';
import { useDraft } from './use-draft';
import { useTyping } from './use-typing';
import { WayBack } from './way-back';

const words = messages.approval;

interface ApprovalPageProps {
  id: string;
  onBack: () => void;
  onDecided: () => void;
}

/** Everything to decide by, in the order in which it is needed: what happens, why, is anything odd, how long, and the answer. */
export function ApprovalPage({ id, onBack, onDecided }: ApprovalPageProps) {
  const { data: approval, error, isPending } = useApproval(id);
  const [draft, change, clear] = useDraft(id);
  const showTyping = useTyping(approval);
  const heading = useRef<HTMLHeadingElement>(null);
  const isLate = useLate(isPending);

  useEffect(() => {
    if (!approval) return;
    heading.current?.focus({ preventScroll: true });
    // That somebody has it open is worth telling the others; that it could not be told is not.
    if (approval.status === 'PENDING') post(`/api/approvals/${id}/seen`).catch(() => undefined);
    // Once for each approval that is opened, not each time that it is read again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, approval === undefined]);

  if (error instanceof ApiError && error.status === 404)
    return <Notice title={words.notFound} hint={words.notFoundHint} />;
  if (!approval) return isLate ? <Waiting /> : null;

  const isWaiting = approval.status === 'PENDING';
  const schema = (approval.detailsSchema ?? undefined) as Schema | undefined;
  const amount = Object.entries(approval.effectiveDetails).find(
    ([name, value]) => fieldKind(name, value, schema?.properties?.[name]) === 'money',
  );
  const proposed = isWaiting ? approval.proposedDetails : null;
  const current = (isWaiting && draft.details) || proposed || approval.effectiveDetails;
  const edited = amount && current[amount[0]];
  return (
    <article className="approval">
      <div className="approval-body">
        <header>
          <ActionIcon
            className="back only-phone"
            variant="subtle"
            color="gray"
            size={44}
            aria-label={words.back}
            onClick={onBack}
          >
            <BackIcon />
          </ActionIcon>
          <p className="kicker">
            {isWaiting ? <RiskMark level={approval.riskLevel} /> : <StatusMark approval={approval} />}
            <span>{label(approval.action)}</span>
            {approval.priority === 'urgent' && <span className="urgent">{messages.priority.urgent}</span>}
          </p>
          <h1 ref={heading} tabIndex={-1}>
            {approval.summary}
          </h1>
          {amount && (
            <p className="amount">
              {edited !== amount[1] && <del>{String(amount[1])}</del>} {String(edited)}{' '}
              <span>{currencyOf(current)}</span>
            </p>
          )}
          {isWaiting && (
            <div className="deadline">
              <DeadlineBar approval={approval} />
              <p>
                <Tooltip label={exactTime(approval.expiresAt)}>
                  <span tabIndex={0}>
                    <TimeLeft approval={approval} />
                  </span>
                </Tooltip>
                <span className="dim">{words.ifNobody[approval.onExpiry]}</span>
              </p>
            </div>
          )}
          {isWaiting && <Handling approval={approval} />}
        </header>

        <section aria-label={words.why} className="why">
          <p className="asker">
            <strong>{words.asks(approval.agentName ?? '')}</strong>{' '}
            <span className="dim">
              {approval.platform !== 'api' && `${words.via(label(approval.platform))} · `}
              <When time={approval.createdAt} />
            </span>
          </p>
          {approval.justification && <blockquote>{approval.justification}</blockquote>}
        </section>

        <section>
          <h2>{words.facts}</h2>
          {isWaiting && draft.details ? (
            <EditForm
              original={approval.details}
              value={draft.details}
              schema={schema}
              onChange={(path, value) => {
                showTyping(String(path[0]));
                change({ details: withValue(draft.details, path, value) as Record<string, unknown> });
              }}
            />
          ) : (
            <Facts details={current} schema={schema} />
          )}
        </section>
        {proposed && !draft.details && <ChangesMade before={approval.details} after={proposed} />}
        {approval.modifiedDetails && <ChangesMade before={approval.details} after={approval.modifiedDetails} />}
        {isWaiting && <WayBack id={approval.id} />}
        <Related id={approval.id} />
        <Timeline approval={approval} />
        <ShareLink approval={approval} />
        <p className="id">
          <CopyButton value={approval.id}>
            {({ copied, copy }) => (
              <UnstyledButton onClick={copy} aria-label={words.copyId}>
                {approval.id} {copied && <span className="dim">· {words.copied}</span>}
              </UnstyledButton>
            )}
          </CopyButton>
        </p>
      </div>
      <DecisionBox
        approval={approval}
        draft={draft}
        change={(part) => {
          if (part.note) showTyping('note');
          change(part);
        }}
        clear={clear}
        onDecided={onDecided}
      />
    </article>
  );
}

function Waiting() {
  return (
    <div className="approval-body">
      <Skeleton height={20} width={160} mb="md" />
      <Skeleton height={36} mb="xl" />
      <Skeleton height={160} />
    </div>
  );
}

import type { ApprovalView } from '../../../contract/approval.js';
import { Checkbox } from '@mantine/core';
import { label } from '../details/label';
import { messages } from '../messages';
import { TimeLeft } from '../time/time-left';
import { When } from '../time/when';
import { RiskMark } from './risk-mark';
import type { Selection } from './use-selection';
import { StatusMark } from './status-mark';

interface RowProps {
  approval: ApprovalView;
  isOpen: boolean;
  onOpen: () => void;
  selection?: Selection;
}

/** One approval in the list: what would happen, who asks, how long there is. */
export function Row(props: RowProps) {
  const { approval, selection } = props;
  if (!selection) return <Line {...props} />;
  const isPicked = selection.has(approval.id);
  return (
    <div className="row-item" data-picked={isPicked || undefined}>
      <label className="row-pick">
        <Checkbox
          size="xs"
          aria-label={messages.working.select(approval.summary)}
          checked={isPicked}
          onChange={() => selection.toggle(approval)}
        />
      </label>
      <Line {...props} />
    </div>
  );
}

function Line({ approval, isOpen, onOpen }: RowProps) {
  const isWaiting = approval.status === 'PENDING';
  const holder = isWaiting ? (approval.claimedBy ?? approval.assignees[0])?.split('@')[0] : undefined;
  return (
    <a
      href={`/approvals/${approval.id}`}
      className="row"
      aria-current={isOpen || undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
    >
      <span className="row-mark">
        {isWaiting ? <RiskMark level={approval.riskLevel} wordless /> : <StatusMark approval={approval} wordless />}
      </span>
      <span className="row-title">{approval.summary}</span>
      <span className="row-facts">
        <span className="row-origin">
          {approval.priority === 'urgent' && isWaiting && <span className="urgent">{messages.priority.urgent}</span>}
          {holder && <span className="row-with">{messages.working.with(holder)} · </span>}
          {label(approval.action)} · {approval.agentName}
        </span>
        <span className="row-time">
          {isWaiting ? <TimeLeft approval={approval} /> : approval.decidedAt && <When time={approval.decidedAt} />}
        </span>
      </span>
    </a>
  );
}

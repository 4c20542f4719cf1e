import type { ChannelView } from './queries';
import { messages } from '../messages';
import { When } from '../time/when';

const words = messages.channels;
/** A shape besides the colour and the word. */
const MARK: Record<ChannelView['status'], string> = {
  incomplete: '○',
  ready: '◔',
  working: '●',
  failing: '▲',
  gone: '✕',
  disabled: '–',
};

export function ChannelStatus({ channel }: { channel: ChannelView }) {
  const { status, lastError, lastSentAt, missing } = channel;
  const isBroken = status === 'failing' || status === 'gone';
  return (
    <div className="channel-status" data-status={status}>
      <p>
        <span aria-hidden="true">{MARK[status]}</span> <strong>{words.status[status]}</strong>
        {status === 'working' && lastSentAt && (
          <span className="dim">
            {' · '}
            {words.lastSent('')}
            <When time={lastSentAt} />
          </span>
        )}
        {isBroken && lastError && (
          <span className="dim">
            {' · '}
            {words.failedAt('')}
            <When time={lastError.at} />
          </span>
        )}
      </p>
      {isBroken && lastError && <p className="channel-error">{lastError.text}</p>}
      {status === 'incomplete' && <p className="dim">{missing}</p>}
    </div>
  );
}

import { messages } from '../messages';

/** Asking goes on by itself; nothing that was typed is lost meanwhile. */
export function Unreachable() {
  return (
    <div className="unreachable" role="status">
      {messages.errors.unreachable}
    </div>
  );
}

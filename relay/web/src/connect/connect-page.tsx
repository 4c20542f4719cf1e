import { Link } from 'wouter';
import { messages } from '../messages';
import { BackLink } from '../shell/back-link';
import { Notice } from '../shell/notice';
import './connect.css';
import { ConnectPlatform } from './connect-platform';
import { ConnectWithKey } from './connect-with-key';
import { TOOLS } from './tools';

const words = messages.connect;

/** From the choice of a tool to its first event. */
export default function ConnectPage({ tool }: { tool?: string }) {
  const chosen = tool === undefined ? undefined : TOOLS[tool];
  if (tool !== undefined && !chosen) return <Notice title={messages.errors.pageMissing} />;
  const [title, hint] = (tool && words.tool[tool]) || [words.title, words.hint];
  return (
    <div className="page connect">
      {chosen && <BackLink to="/connect">{words.otherTool}</BackLink>}
      <h1>{title}</h1>
      <p className="dim">{hint}</p>
      {!chosen || tool === undefined ? (
        <ToolList />
      ) : 'platform' in chosen ? (
        <ConnectPlatform key={tool} name={chosen.platform} title={title} />
      ) : (
        <ConnectWithKey key={tool} tool={chosen.withKey} title={title} />
      )}
    </div>
  );
}

function ToolList() {
  return (
    <ul className="tools">
      {Object.keys(TOOLS).map((tool) => (
        <li key={tool}>
          <Link href={`/connect/${tool}`}>
            <strong>{words.tool[tool]?.[0]}</strong>
            <span className="dim">{words.tool[tool]?.[1]}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { Link } from 'wouter';
import { messages } from '../messages';
import { BackLink } from '../shell/back-link';
import { Notice } from '../shell/notice';
import './connect.css';
import { ConnectPlatform } from './connect-platform';
import { ConnectWithKey } from './connect-with-key';
import { TOOLS, WAYS, type Tool } from './tools';

const words = messages.connect;

/** From the choice of a tool to its first event. */
export default function ConnectPage({ tool }: { tool?: string }) {
  const chosen = tool === undefined ? { ways: Object.keys(TOOLS) } : (TOOLS[tool] ?? WAYS[tool]);
  if (!chosen) return <Notice title={messages.errors.pageMissing} />;
  const [title, hint] = tool === undefined ? [words.title, words.hint] : (words.tool[tool] ?? ['', '']);
  const isWay = tool !== undefined && tool in WAYS;
  return (
    <div className="page connect">
      {tool !== undefined && (
        <BackLink to={isWay ? '/connect/fin' : '/connect'}>{isWay ? words.otherWay : words.otherTool}</BackLink>
      )}
      <h1>{title}</h1>
      <p className="dim">{hint}</p>
      <Chosen key={tool} tool={chosen} name={words.called[tool ?? ''] ?? title} />
    </div>
  );
}

/** `name` is what is made is called at first. */
function Chosen({ tool, name }: { tool: Tool; name: string }) {
  if ('ways' in tool) return <Ways names={tool.ways} />;
  return 'platform' in tool ? (
    <ConnectPlatform tool={tool} suggestedName={name} />
  ) : (
    <ConnectWithKey tool={tool.withKey} suggestedName={name} />
  );
}

function Ways({ names }: { names: string[] }) {
  return (
    <ul className="tools">
      {names.map((name) => (
        <li key={name}>
          <Link href={`/connect/${name}`}>
            <strong>{words.tool[name]?.[0]}</strong>
            <span className="dim">{words.tool[name]?.[1]}</span>
            {words.when[name] && <span className="tool-when">{words.when[name]}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { messages } from '../messages';
import './connections.css';
import { useConnections, usePlatforms } from './queries';

const words = messages.connections;

/** Every platform account that is set up. */
export default function ConnectionsPage() {
  const connections = useConnections().data;
  const platforms = usePlatforms().data ?? [];
  const titleOf = (platform: string) => platforms.find((each) => each.platform === platform)?.title ?? platform;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <Button component={Link} href="/connect">
          {words.add}
        </Button>
      </div>
      <p className="dim">{words.hint}</p>
      {connections?.length === 0 && (
        <div className="empty">
          <h2>{words.none}</h2>
          <p>{words.noneHint}</p>
        </div>
      )}
      {connections && connections.length > 0 && (
        <ul className="connections">
          {connections.map(({ id, name, platform }) => (
            <li key={id}>
              <Link href={`/connections/${id}`}>
                <strong>{name}</strong>
                <span className="dim">{titleOf(platform)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

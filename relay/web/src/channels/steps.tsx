import { Button, CopyButton } from '@mantine/core';
import { messages } from '../messages';
import { useSteps } from './queries';

const words = messages.channels;

/** What to do in the other service, in order, ready to be copied. */
export function Steps({ id }: { id: string }) {
  const steps = useSteps(id).data ?? [];
  return (
    <ol className="channel-steps">
      {steps.map(({ title, text, paste }) => (
        <li key={title}>
          <h3>{title}</h3>
          <p>{text}</p>
          {paste && (
            <div className="channel-paste">
              <pre tabIndex={0}>{paste}</pre>
              <CopyButton value={paste}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy} aria-label={`${words.copy}: ${title}`}>
                    {copied ? words.copied : words.copy}
                  </Button>
                )}
              </CopyButton>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

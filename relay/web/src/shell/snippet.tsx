import { Button, CopyButton } from '@mantine/core';
import { messages } from '../messages';

/** A text to be pasted somewhere, with a button that copies it. `name` says to those who only hear the button what it copies. */
export function Snippet({ text, name }: { text: string; name?: string }) {
  return (
    <div className="snippet">
      <pre tabIndex={0}>{text}</pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            onClick={copy}
            aria-label={name && `${messages.keys.copy}: ${name}`}
          >
            {copied ? messages.keys.copied : messages.keys.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

/** What can be wrong in ways that a caller can mend. Anything thrown that is not one of these is a bug. */

export interface FieldError {
  path: string;
  message: string;
}

/** An expected failure: `code` is stable, `message` says what is wrong and how to mend it. */
export class RelayError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    message: string,
    readonly extra: { errors?: FieldError[]; retryAfterSeconds?: number; members?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

export class InvalidRequest extends RelayError {
  constructor(message: string, errors?: FieldError[]) {
    super(400, 'invalid_request', 'The request is not valid', message, errors ? { errors } : {});
  }
}

export class MalformedBody extends RelayError {
  constructor(message: string) {
    super(400, 'malformed_body', 'The body cannot be read', message);
  }
}

export class BodyTooLarge extends RelayError {
  constructor(limitBytes: number) {
    super(
      413,
      'body_too_large',
      'The body is too large',
      `The body may have at most ${limitBytes} bytes. Send only what the reviewer needs.`,
    );
  }
}

export class Unauthenticated extends RelayError {
  constructor(
    message = 'Send a valid connection key in the x-api-key header. Keys are made on the relay’s Keys page.',
  ) {
    super(401, 'unauthenticated', 'Not signed in', message);
  }
}

export class Forbidden extends RelayError {
  constructor(message: string) {
    super(403, 'forbidden', 'Not allowed', message);
  }
}

export class NotFound extends RelayError {
  constructor(what: string) {
    super(
      404,
      'not_found',
      'Not found',
      `${what} was not found in this workspace. Check the id and the connection key.`,
    );
  }
}

export class TooManyRequests extends RelayError {
  constructor(code: 'rate_limited' | 'too_many_attempts', message: string, retryAfterSeconds: number) {
    super(429, code, 'Too many requests', message, { retryAfterSeconds });
  }
}

/** The change could not be made durable, so nothing was changed. */
export class StorageUnavailable extends RelayError {
  constructor(cause: unknown) {
    super(
      503,
      'storage_unavailable',
      'Storage is not available',
      'Nothing was saved. Try again in 30 seconds; if it goes on, look at the relay’s log.',
      {
        retryAfterSeconds: 30,
      },
    );
    this.cause = cause;
  }
}

/** The relay cannot start: a setting, the data folder or its content is wrong. */
export class StartupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartupError';
  }
}

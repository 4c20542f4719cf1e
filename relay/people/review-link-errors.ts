import { RelayError } from '../errors.js';

export class ReviewLinkInvalid extends RelayError {
  constructor() {
    const message = 'The link is not whole, was altered, or ended long ago. Ask who sent it for a new one.';
    super(404, 'review_link_invalid', 'This link does not work', message);
  }
}

export class ReviewLinkWithdrawn extends RelayError {
  constructor() {
    super(
      410,
      'review_link_withdrawn',
      'This link was taken back',
      'Ask who sent it whether your answer is still wanted.',
    );
  }
}

export class ReviewLinkExpired extends RelayError {
  constructor() {
    super(410, 'review_link_expired', 'This link has expired', 'Ask who sent it for a new one.');
  }
}

export class ReviewLinkUsed extends RelayError {
  constructor() {
    super(409, 'review_link_used', 'You have answered', 'This link was used for an answer already; it takes one.');
  }
}

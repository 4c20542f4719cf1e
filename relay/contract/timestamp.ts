import { z } from 'zod';

export const Timestamp = z.iso.datetime({
  offset: true,
  error: 'Use an ISO 8601 time with a zone, such as 2026-01-31T18:00:00Z.',
});

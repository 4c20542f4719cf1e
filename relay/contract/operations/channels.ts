import { z } from 'zod';
import * as channel from '../channel.js';
import { Id, items, MISSING, UNREADABLE, type Operations } from './operation.js';

const admin = { tag: 'Channels', scope: 'admin' } as const;

export const channelsOperations: Operations = {
  '/api/channel-kinds': {
    get: { ...admin, summary: 'List kinds of channels with their settings', answer: items(channel.ChannelKindView) },
  },
  '/api/channels': {
    get: { ...admin, summary: 'List channels', answer: items(channel.ChannelView) },
    post: {
      ...admin,
      summary: 'Make a channel',
      description: 'Settings that are not known yet may come later; until then its status is incomplete.',
      body: channel.ChannelRequest,
      answer: channel.ChannelView,
    },
  },
  '/api/channels/{id}': {
    get: { ...admin, summary: 'Read a channel', path: Id, answer: channel.ChannelView, problems: MISSING },
    patch: {
      ...admin,
      summary: 'Change a channel',
      description: 'What is left out stays; a setting that is null is taken away.',
      path: Id,
      body: channel.ChannelChange,
      answer: channel.ChannelView,
      problems: MISSING,
    },
    delete: { ...admin, summary: 'Remove a channel', path: Id, problems: MISSING },
  },
  '/api/channels/{id}/test': {
    post: {
      ...admin,
      summary: 'Send a test message',
      description: 'It is sent once. The channel’s status and the delivery say what came of it.',
      path: Id,
      answer: channel.TestAnswer,
      problems: MISSING,
    },
  },
  '/api/channels/{id}/set-up': {
    get: { ...admin, summary: 'How to set the channel up', path: Id, answer: channel.ChannelSteps, problems: MISSING },
  },
  '/channels/{id}/{kind}': {
    post: {
      tag: 'Channels',
      scope: null,
      summary: 'Where a channel sends what people press',
      description: 'Slack’s and Discord’s interactions. The signature is checked over the bytes as they came.',
      path: Id.extend({ kind: z.enum(['slack', 'discord']) }),
      answer: z.record(z.string(), z.unknown()),
      problems: { ...MISSING, 401: 'The call is not the channel’s own.', ...UNREADABLE },
    },
  },
};

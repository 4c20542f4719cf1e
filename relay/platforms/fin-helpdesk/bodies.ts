/**
 * What Fin sends and reads. Nothing that is odd about an optional field may make a call fail: a conversation that cannot
 * be made ends the customer's with an apology. https://developers.intercom.com/docs/guides/fin-custom-helpdesk
 */
import { z } from 'zod';
import type { HelpdeskConversation, HelpdeskMessage, HelpdeskUser } from '../../store/records.js';
import type { FinHelpdeskSettings } from './settings.js';

export const FIN_AGENT = 'agent_fin';
export const TEAM_AGENT = 'agent_team';

const Id = z.union([z.string().min(1).max(200), z.number().transform(String)]);
const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const Text = (length: number) => lenient(z.string().transform((text) => text.slice(0, length)));
const Attributes = lenient(z.record(z.string(), z.unknown()));

const User = z.object({
  id: lenient(Id),
  name: Text(200),
  email: Text(300),
  photo_url: Text(2_000),
  attributes: Attributes,
});
const Attachment = z.object({
  url: z
    .string()
    .regex(/^https:\/\//)
    .max(2_000),
  filetype: z.string().max(100).default('').catch(''),
  filename: z.string().max(300).default('').catch(''),
});
const Attachments = lenient(
  z.array(z.unknown()).transform((list) =>
    list
      .slice(0, 50)
      .map((each) => Attachment.safeParse(each).data)
      .filter((each) => each !== undefined),
  ),
);

export const NewUser = z.object({
  name: Text(200),
  email: Text(300),
  photo_url: Text(2_000),
  attributes: Attributes,
  object_id: lenient(Id),
});
export type NewUser = z.infer<typeof NewUser>;
export const ChangedUser = z.object({ user_id: Id, attributes: Attributes, name: Text(200), email: Text(300) });
export type ChangedUser = z.infer<typeof ChangedUser>;

export const NewMessage = z.object({
  body: Text(200_000),
  author: lenient(User.extend({ user_type: lenient(z.string()) })),
  visibility: lenient(z.enum(['public', 'private'])),
  object_id: lenient(Id),
  attachments: Attachments,
  created_at: lenient(z.iso.datetime({ offset: true })),
});
export type NewMessage = z.infer<typeof NewMessage>;

const Shared = {
  title: Text(500),
  attributes: Attributes,
  tags: lenient(z.array(z.unknown()).transform((tags) => tags.filter((tag) => typeof tag === 'string').slice(0, 100))),
  user: lenient(User),
  status: lenient(z.enum(['open', 'resolved', 'closed', 'ended'])),
  assignee_id: lenient(z.union([Id, z.null()])),
};
export const NewConversation = z.object({
  ...Shared,
  user_id: lenient(Id),
  object_id: lenient(Id),
  initial_message: lenient(NewMessage),
});
export type NewConversation = z.infer<typeof NewConversation>;
export const ChangedConversation = z.object({ ...Shared, conversation_id: Id, last_user_read_at: Text(40) });
export type ChangedConversation = z.infer<typeof ChangedConversation>;

export const OfUser = z.object({ user_id: Id });
export const OfConversation = z.object({ conversation_id: Id });
export const MessageOf = NewMessage.extend({ conversation_id: Id });
export const MessagesOf = OfConversation.extend({ after_id: lenient(Id) });

/** Intercom's reviewers' names and Fin's own; who else is assigned is known by id only. */
export function agentOf(id: string, settings: FinHelpdeskSettings) {
  const known: Record<string, [string, string]> = {
    [FIN_AGENT]: [settings.finName, 'fin@example.com'],
    [TEAM_AGENT]: [settings.agentName, settings.agentEmail],
  };
  const [name, email] = known[id] ?? [id, settings.agentEmail];
  // One generation calls it alias, the other alias_name.
  return { id, user_type: 'agent', name, email, alias: name, alias_name: name };
}

export function viewUser(user: HelpdeskUser) {
  return {
    id: user.publicId,
    user_type: 'end_user',
    ...given({ name: user.name, email: user.email, photo_url: user.photoUrl }),
    attributes: user.attributes,
  };
}

export function viewConversation(
  conversation: HelpdeskConversation,
  user: HelpdeskUser | undefined,
  settings: FinHelpdeskSettings,
) {
  return {
    id: conversation.id,
    status: conversation.status,
    user: user ? viewUser(user) : { id: conversation.userId, user_type: 'end_user' },
    ...given({ title: conversation.title, last_user_read_at: conversation.lastUserReadAt }),
    tags: conversation.tags,
    attributes: conversation.attributes,
    ...(conversation.assigneeId !== null && { assignee: agentOf(conversation.assigneeId, settings) }),
    created_at: conversation.createdAt,
    updated_at: conversation.updatedAt,
  };
}

export function viewMessage(message: HelpdeskMessage) {
  const { id, userType, name, email } = message.author;
  return {
    id: message.id,
    conversation_id: message.conversationId,
    message_type: 'comment',
    body: message.body,
    author: { id, user_type: userType, ...given({ name, email }) },
    visibility: message.visibility,
    created_at: message.createdAt,
    attachments: message.attachments,
  };
}

function given(fields: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null));
}

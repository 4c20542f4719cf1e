/** What the helpdesk that Fin calls has to know again. */

export interface HelpdeskUser {
  /** Of the connection and `publicId`, so that each is found without an index. */
  id: string;
  workspaceId: string;
  connectionId: string;
  /** What Fin calls it. */
  publicId: string;
  name: string | null;
  email: string | null;
  photoUrl: string | null;
  attributes: Record<string, unknown>;
  createdAt: string;
  /** When Fin last told of them. */
  updatedAt?: string;
}

export interface HelpdeskConversation {
  /** Made of the connection and Fin's own `object_id`, so that the same conversation is never made twice. */
  id: string;
  workspaceId: string;
  connectionId: string;
  userId: string;
  status: 'open' | 'resolved' | 'closed' | 'ended';
  title: string | null;
  tags: string[];
  attributes: Record<string, unknown>;
  /** Null when Fin has handed it over and nobody has taken it yet. */
  assigneeId: string | null;
  lastUserReadAt: string | null;
  /** Each message knows the one before it. */
  lastMessageId: string | null;
  lastUserMessageId: string | null;
  /** The newest request for a person's answer, and the customer's message that it was about. */
  handover: { approvalId: string; userMessageId: string | null } | null;
  /** Approvals that its attributes and tags have asked for, newest last. */
  asks?: string[];
  createdAt: string;
  updatedAt: string;
}

export interface HelpdeskMessage {
  /** Made of the conversation and Fin's `object_id`, or of the approval that it answers. */
  id: string;
  workspaceId: string;
  connectionId: string;
  conversationId: string;
  previousId: string | null;
  /** HTML, as it came. */
  body: string | null;
  author: HelpdeskAuthor;
  visibility: 'public' | 'private';
  attachments: Array<{ url: string; filetype: string; filename: string }>;
  createdAt: string;
}

export interface HelpdeskAuthor {
  id: string;
  userType: 'end_user' | 'agent';
  name: string | null;
  email: string | null;
}

/** An invitation to the workspace as a mail. */
import type { Invited } from '../channel.js';
import { momentOf } from '../notice.js';
import { lettered, type Letter } from './letter.js';

const MAY: Record<Invited['role'], string> = {
  admin: 'As an admin you may do everything there, people and keys included.',
  lead: 'As a lead you may decide anything there, and manage groups, rules and who reviews what.',
  reviewer: 'As a reviewer you decide what is for you or your groups.',
  viewer: 'As a viewer you may look, and decide nothing.',
};

export function invitationLetter({ workspace, invitedBy, role, url, expiresAt }: Invited): Letter {
  return lettered({
    subject: `Invitation to ${workspace}`,
    heading: `You are invited to ${workspace}`,
    lines: [
      `${invitedBy} invites you to Countersign, where people approve what automations want to do.`,
      MAY[role],
      `The link works once, until ${momentOf(expiresAt)}.`,
    ],
    rows: [],
    quotation: null,
    after: [],
    button: { text: 'Choose a password and join', url },
    foot: 'If you did not expect this, do nothing: nothing happens, and the link stops working by itself.',
  });
}

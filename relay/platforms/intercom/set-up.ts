/** Intercom and Fin can be used in three ways: notifications of conversations, questions of a procedure, data connectors. */
import { SetUpFailed, type SetUp } from '../platform.js';
import { judgeWriteBack } from '../written-back.js';
import { connectors } from './data-connectors.js';
import { intercomHeaders, intercomUrl, type IntercomSettings } from './settings.js';

const COPY_BACK = {
  title: 'Copy the client secret and an access token',
  text: 'Developer Hub → your app → Basic information, and Authentication. Both go into the settings of this connection: by the first the relay knows that a call is Intercom’s, with the second it answers.',
  paste: null,
};

export const setUp: SetUp<IntercomSettings> = {
  steps: (address, { topics }) => [
    {
      part: 'events',
      title: 'Send notifications of conversations',
      text: `Developer Hub → your app → Configure → Webhooks. Topics: ${topics.join(', ')}. Endpoint:`,
      paste: address.inboundUrl,
    },
    { part: 'events', ...COPY_BACK },
    {
      part: 'procedures',
      title: 'Let the app ask on behalf of procedures',
      text: 'Developer Hub → your app → Configure. API version: Preview. Permissions: read conversations and write conversations. Intercom switches these questions on for a workspace; if your app cannot choose the topic of the next step, ask Intercom for “Respond by API”.',
      paste: null,
    },
    {
      part: 'procedures',
      title: 'Send Fin’s questions',
      text: 'In the same app → Webhooks. Topic: procedure.hitl_notification.created. Endpoint:',
      paste: address.inboundUrl,
    },
    {
      part: 'procedures',
      title: 'Ask from the procedure',
      text: 'Fin → Procedures → your procedure → the step “Ask teammate” → gear → More channels → Ask via webhook → Enable, then Verify webhook setup. What the step collects becomes the form that your reviewers fill in.',
      paste: null,
    },
    { part: 'procedures', ...COPY_BACK },
    ...connectors(address).map((connector) => ({
      part: 'connectors',
      title: `Data connector “${connector.name}”`,
      text: 'Settings → Data connectors → New, with the values below; or POST it as it is to /data_connectors. Set it live, and let the procedure use it.',
      paste: JSON.stringify(connector, null, 2),
    })),
  ],

  runs: 'connectors',
  needsKey: true,
  /** Makes both as drafts; a person sets them live in Intercom. */
  async run(address, settings, request) {
    if (!settings.accessToken) throw new SetUpFailed('Give an access token first.');
    for (const json of connectors(address)) {
      const answer = await request({
        method: 'POST',
        url: `${intercomUrl(settings)}/data_connectors`,
        headers: intercomHeaders(settings),
        json,
      });
      const { error } = judgeWriteBack('Intercom', answer);
      if (error) throw new SetUpFailed(error);
    }
    return {};
  },
};

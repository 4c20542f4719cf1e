import { label } from '../../relay/web/src/details/label';

test.each([
  ['ticketId', 'Ticket ID'],
  ['process_refund', 'Process refund'],
  ['fin-helpdesk', 'Fin helpdesk'],
  ['n8n', 'n8n'],
  ['hubspot', 'HubSpot'],
  ['hubspotDealId', 'HubSpot deal ID'],
])('%s is read as %s', (name, text) => {
  expect(label(name)).toBe(text);
});

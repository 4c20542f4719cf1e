import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Me, Role } from '../../contract/access.js';
import { useMe } from './api/queries';
import { Inbox } from './inbox/inbox';
import { messages } from './messages';
import { SetupAccount } from './session/setup-account';
import { SignIn } from './session/sign-in';
import { Notice } from './shell/notice';
import { isAtLeast } from './shell/settings-pages';
import { Shell } from './shell/shell';
import { Unreachable } from './shell/unreachable';

// Reviewers rarely see these; the inbox should not wait for them.
const ChannelPage = lazy(() => import('./channels/channel-page'));
const ChannelsPage = lazy(() => import('./channels/channels-page'));
const DeliveriesPage = lazy(() => import('./deliveries/deliveries-page'));
const AccountPage = lazy(() => import('./account/account-page'));
const MustSetUp = lazy(() => import('./account/must-set-up'));
const GroupsPage = lazy(() => import('./groups/groups-page'));
const Join = lazy(() => import('./session/join'));
const PeoplePage = lazy(() => import('./people/people-page'));
const ReviewPage = lazy(() => import('./review/review-page'));
const ConnectionsPage = lazy(() => import('./connections/connections-page'));
const ConnectionPage = lazy(() => import('./connections/connection-page'));
const ConnectPage = lazy(() => import('./connect/connect-page'));
const KeysPage = lazy(() => import('./keys/keys-page'));
const TimesPage = lazy(() => import('./times/times-page'));
const AuditPage = lazy(() => import('./audit/audit-page'));
const RulePage = lazy(() => import('./rules/rule-page'));
const RulesPage = lazy(() => import('./rules/rules-page'));
const StartPage = lazy(() => import('./start/start-page'));

export function App() {
  const [location] = useLocation();
  const me = useMe();
  // Until the recovery codes are kept, whatever is known of them meanwhile.
  const [isSettingUp, setSettingUp] = useState(false);
  if (location === '/setup') return <SetupAccount />;
  if (location === '/sign-in') return <SignIn />;
  if (location === '/join') return alone(<Join />);
  if (location.startsWith('/review/')) return alone(<ReviewPage token={location.slice('/review/'.length)} />);
  if (me.data === null)
    return <Redirect to={`/sign-in?next=${encodeURIComponent(location + window.location.search)}`} />;
  if (me.data === undefined) return me.failureCount > 0 ? <Unreachable /> : null;
  if (me.data.mustSetUpSecondFactor && !isSettingUp) setSettingUp(true);
  if (isSettingUp) return alone(<MustSetUp onDone={() => setSettingUp(false)} />);
  return <SignedIn me={me.data} />;
}

const alone = (page: ReactNode) => <Suspense fallback={null}>{page}</Suspense>;

function SignedIn({ me }: { me: Me }) {
  const { role } = me.user ?? {};
  const from = (least: Role, page: ReactNode) =>
    isAtLeast(role, least) ? page : <Notice title={messages.errors.forbidden} hint={messages.errors.forbiddenHint} />;
  const adminOnly = (page: ReactNode) => from('admin', page);
  const leadOnly = (page: ReactNode) => from('lead', page);
  return (
    <Shell me={me}>
      {(live) => (
        <Suspense fallback={null}>
          <Switch>
            <Route path="/">{() => <Inbox live={live} />}</Route>
            <Route path="/approvals/:id">{({ id }) => <Inbox live={live} openId={id} />}</Route>
            <Route path="/deliveries">{() => <DeliveriesPage />}</Route>
            <Route path="/account">{() => <AccountPage />}</Route>
            <Route path="/people">{() => leadOnly(<PeoplePage me={me} />)}</Route>
            <Route path="/groups">{() => leadOnly(<GroupsPage />)}</Route>
            <Route path="/channels">{() => adminOnly(<ChannelsPage />)}</Route>
            <Route path="/channels/:id">{({ id }) => adminOnly(<ChannelPage id={id} />)}</Route>
            <Route path="/keys">{() => adminOnly(<KeysPage />)}</Route>
            <Route path="/connections">{() => adminOnly(<ConnectionsPage />)}</Route>
            <Route path="/connections/:id">{({ id }) => adminOnly(<ConnectionPage id={id} />)}</Route>
            <Route path="/connect/:tool?">{({ tool }) => adminOnly(<ConnectPage tool={tool} />)}</Route>
            <Route path="/times">{() => leadOnly(<TimesPage />)}</Route>
            <Route path="/audit">{() => adminOnly(<AuditPage />)}</Route>
            <Route path="/rules">{() => leadOnly(<RulesPage />)}</Route>
            <Route path="/rules/:id">{({ id }) => leadOnly(<RulePage id={id} />)}</Route>
            <Route path="/start">{() => adminOnly(<StartPage />)}</Route>
            <Route>{() => <Notice title={messages.errors.pageMissing} />}</Route>
          </Switch>
        </Suspense>
      )}
    </Shell>
  );
}

import { lazy, Suspense, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Me } from '../../contract/access.js';
import { useMe } from './api/queries';
import { Inbox } from './inbox/inbox';
import { messages } from './messages';
import { SetupAccount } from './session/setup-account';
import { SignIn } from './session/sign-in';
import { Notice } from './shell/notice';
import { Shell } from './shell/shell';
import { Unreachable } from './shell/unreachable';

// Reviewers rarely see these; the inbox should not wait for them.
const DeliveriesPage = lazy(() => import('./deliveries/deliveries-page'));
const KeysPage = lazy(() => import('./keys/keys-page'));
const StartPage = lazy(() => import('./start/start-page'));

export function App() {
  const [location] = useLocation();
  const me = useMe();
  if (location === '/setup') return <SetupAccount />;
  if (location === '/sign-in') return <SignIn />;
  if (me.data === null)
    return <Redirect to={`/sign-in?next=${encodeURIComponent(location + window.location.search)}`} />;
  if (me.data === undefined) return me.failureCount > 0 ? <Unreachable /> : null;
  return <SignedIn me={me.data} />;
}

function SignedIn({ me }: { me: Me }) {
  const isAdmin = me.user?.role === 'admin';
  const adminOnly = (page: ReactNode) =>
    isAdmin ? page : <Notice title={messages.errors.forbidden} hint={messages.errors.forbiddenHint} />;
  return (
    <Shell me={me}>
      {(live) => (
        <Suspense fallback={null}>
          <Switch>
            <Route path="/">{() => <Inbox live={live} />}</Route>
            <Route path="/approvals/:id">{({ id }) => <Inbox live={live} openId={id} />}</Route>
            <Route path="/deliveries">{() => <DeliveriesPage />}</Route>
            <Route path="/keys">{() => adminOnly(<KeysPage />)}</Route>
            <Route path="/start">{() => adminOnly(<StartPage />)}</Route>
            <Route>{() => <Notice title={messages.errors.pageMissing} />}</Route>
          </Switch>
        </Suspense>
      )}
    </Shell>
  );
}

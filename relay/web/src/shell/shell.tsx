import { ActionIcon, Menu, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Me } from '../../../contract/access.js';
import { call } from '../api/client';
import { queryClient } from '../api/queries';
import { useStream, type Live } from '../api/use-stream';
import mark from '../mark.svg';
import { messages } from '../messages';
import { MenuIcon } from './icons';
import { settingsPages } from './settings-pages';
import { Shortcuts } from './shortcuts';
import { Unreachable } from './unreachable';

const { nav } = messages;

/** The frame around every page: where one can go, and whether the relay can be heard. */
export function Shell({ me, children }: { me: Me; children: (live: Live) => ReactNode }) {
  const live = useStream();
  const [location, navigate] = useLocation();
  const [helpOpen, setHelpOpen] = useState(false);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const pages = [
    { to: '/', name: nav.inbox },
    { to: '/deliveries', name: nav.deliveries },
  ];
  const settings = settingsPages(me.user?.role);
  const isHere = (to: string) => location === to || location.startsWith(to === '/' ? '/approvals/' : `${to}/`);

  const signOut = async () => {
    await call('DELETE', '/api/session');
    queryClient.clear();
    navigate('/sign-in');
  };

  return (
    <div className="shell">
      <a className="skip" href="#content">
        {nav.skip}
      </a>
      <header className="top">
        <Link href="/" className="brand">
          <img src={mark} alt="" width={28} height={28} />
          {messages.product}
        </Link>
        <nav className="pages" aria-label={messages.product}>
          {pages.map(({ to, name }) => (
            <Link key={to} href={to} aria-current={isHere(to) ? 'page' : undefined}>
              {name}
            </Link>
          ))}
          {settings.length > 0 && (
            <Menu position="bottom-start" width={240}>
              <Menu.Target>
                <UnstyledButton className="pages-more" data-here={settings.some(({ to }) => isHere(to)) || undefined}>
                  {nav.settings}
                </UnstyledButton>
              </Menu.Target>
              <Menu.Dropdown>
                {settings.map(({ to, name }) => (
                  <Menu.Item key={to} component={Link} href={to} aria-current={isHere(to) ? 'page' : undefined}>
                    {name}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </nav>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={44} aria-label={nav.menu}>
              <MenuIcon />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{me.user?.email}</Menu.Label>
            <Menu.Item onClick={() => navigate('/account')}>{nav.account}</Menu.Item>
            <Menu.Divider />
            <div className="only-phone">
              {pages.map(({ to, name }) => (
                <Menu.Item key={to} onClick={() => navigate(to)}>
                  {name}
                </Menu.Item>
              ))}
              {settings.length > 0 && <Menu.Label>{nav.settings}</Menu.Label>}
              {settings.map(({ to, name }) => (
                <Menu.Item key={to} onClick={() => navigate(to)}>
                  {name}
                </Menu.Item>
              ))}
              <Menu.Divider />
            </div>
            <Menu.Label>{messages.theme.label}</Menu.Label>
            {(['auto', 'light', 'dark'] as const).map((scheme) => (
              <Menu.Item
                key={scheme}
                onClick={() => setColorScheme(scheme)}
                aria-current={colorScheme === scheme || undefined}
                fw={colorScheme === scheme ? 600 : undefined}
              >
                {messages.theme[scheme]}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item onClick={() => setHelpOpen(true)}>{nav.help}</Menu.Item>
            <Menu.Item onClick={() => void signOut()}>{nav.signOut}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      {!live.connected && <Unreachable />}
      <main id="content" tabIndex={-1}>
        {children(live)}
      </main>
      <VisuallyHidden aria-live="polite">{live.fresh > 0 ? messages.inbox.showNew(live.fresh) : ''}</VisuallyHidden>
      <Shortcuts opened={helpOpen} setOpened={setHelpOpen} />
    </div>
  );
}

import { Link } from 'wouter';
import { BackIcon } from './icons';

/** The way from one thing back to the list that it is in. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link href={to} className="back-link">
      <BackIcon /> {children}
    </Link>
  );
}

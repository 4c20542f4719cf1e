import { useEffect } from 'react';

/** Single keys, wherever the focus is, but not while somebody is writing or a dialog is open. */
export function useShortcuts(actions: Record<string, () => void>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('[role="dialog"], [role="menu"]')) return;
      if (target.closest('input, textarea, select, [contenteditable]')) {
        // Escape leaves the field, so that the keys mean something again.
        if (event.key === 'Escape') target.blur();
        return;
      }
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

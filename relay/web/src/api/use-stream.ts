/** Live events: they say what has changed, and what is on the screen is read again. New approvals are only counted. */
import { useEffect, useState } from 'react';
import { queryClient } from './queries';

/** What takes an approval out of a list, or puts it elsewhere in it. */
const MOVES = new Set(['decided', 'expired', 'cancelled', 'handled']);

interface ApprovalEvent {
  id: string;
  change: string;
}

export interface Live {
  /** Requested since the list was last read. */
  fresh: number;
  connected: boolean;
  clear(): void;
}

export function useStream(): Live {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    const source = new EventSource('/api/stream');
    let wasLost = false;
    source.onopen = () => {
      setConnected(true);
      // What happened meanwhile was not heard.
      if (wasLost) void queryClient.invalidateQueries();
      wasLost = false;
    };
    source.onerror = () => {
      wasLost = true;
      setConnected(false);
    };
    source.addEventListener('approval', (event) => {
      const { id, change } = JSON.parse((event as MessageEvent<string>).data) as ApprovalEvent;
      if (change === 'requested') setFresh((known) => new Set(known).add(id));
      void queryClient.invalidateQueries({ queryKey: ['approval', id] });
      void queryClient.invalidateQueries({ queryKey: ['count'] });
      if (MOVES.has(change)) void queryClient.invalidateQueries({ queryKey: ['approvals'] });
    });
    source.addEventListener('delivery', (event) => {
      const { approvalId } = JSON.parse((event as MessageEvent<string>).data) as { approvalId: string | null };
      if (approvalId) void queryClient.invalidateQueries({ queryKey: ['approval', approvalId] });
      void queryClient.invalidateQueries({ queryKey: ['deliveries'] });
    });
    return () => source.close();
  }, []);

  return {
    fresh: fresh.size,
    connected,
    clear: () => {
      setFresh(new Set());
      void queryClient.invalidateQueries({ queryKey: ['approvals'] });
    },
  };
}

import { connectThreadStream, type ThreadStream } from "fleetglass";
import { useCallback, useRef, useSyncExternalStore } from "react";

const nothing = { events: [], connected: false } as const;

/** The threads of an execution, as React reads any store outside it. */
export function useThreadStream(executionId: string) {
  const stream = useRef<ThreadStream>(null);
  const subscribe = useCallback((onChange: () => void) => {
    const opened = (stream.current = connectThreadStream(executionId, { onChange }));
    return () => opened.close();
  }, [executionId]);
  return useSyncExternalStore(subscribe, () => stream.current?.snapshot() ?? nothing);
}

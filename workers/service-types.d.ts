/** What is used of a service worker: TypeScript has these types only for projects without a page. */
export interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}
export interface Message extends Extendable {
  data: { type?: string } | null;
  ports: readonly MessagePort[];
}
export interface Fetched extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Events {
  install: Extendable;
  activate: Extendable;
  message: Message;
  fetch: Fetched;
}
export interface Scope {
  location: Location;
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly { url: string }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<T extends keyof Events>(type: T, listener: (event: Events[T]) => void): void;
}

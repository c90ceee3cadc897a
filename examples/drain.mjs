// An app beside the drain sidecar, in Node without packages: asks /drain, hands out its affinity while it may, reports open
// sessions, and learns of a change by a long poll.
const sidecar = process.env.DRAIN_URL ?? 'http://localhost:9901';

let state = 'unknown';

/** What to hand a new client; nothing while draining: sessions that are here stay, new ones go elsewhere. */
export function affinity() {
  return state === 'draining' || state === 'stopping' ? undefined : process.env.DEPLOYMENT_ID;
}

/** Calls back on the first answer and on every change. No answer changes nothing: the last known state holds. */
export async function watch(onChange) {
  for (let wait = ''; ; ) {
    try {
      const answer = await fetch(`${sidecar}/drain${wait}`, { signal: AbortSignal.timeout(65_000) });
      const next = (await answer.json()).state;
      if (!answer.ok || !next) throw new Error(`status ${answer.status}`);
      const news = next !== state || !wait;
      state = next;
      wait = `?wait=30&since=${state}`;
      if (news) onChange(state);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

export async function report(sessions) {
  const answer = await fetch(`${sidecar}/busy/node`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ count: sessions, ttl_seconds: 60 }),
    signal: AbortSignal.timeout(5000),
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const sessions = () => Number(process.env.SESSIONS ?? 0); // your app knows how many are open
  const tell = () => report(sessions()).catch((failed) => console.error('report failed:', failed.message));
  tell();
  setInterval(tell, 20_000);
  watch(() => console.log('affinity', affinity() ?? 'none'));
}

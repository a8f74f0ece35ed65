const PATIENCE_MS = 10_000;

/**
 * A call that is refused for its token is made again with a new one, and with one by the next way when that is refused
 * as well; refused calls changed nothing on the server.
 *
 * @param {typeof fetch} own
 * @param {(refused: string, again: boolean) => Promise<string>} token
 * @returns {typeof fetch}
 */
export function renewing(own, token) {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    let response = await own(input, init);
    for (const again of [false, true]) {
      if (response.status !== 401) break;
      const refused = (headers.get("Authorization") ?? "").replace("Bearer ", "");
      headers.set("Authorization", `Bearer ${await token(refused, again)}`);
      response = await own(input, { ...init, headers, signal: patient(init.signal) });
    }
    return response;
  };
}

/**
 * Whoever has to sign in takes longer than a call may: then its time begins anew. One that was given up stays so.
 *
 * @param {AbortSignal | null} [signal]
 */
function patient(signal) {
  return signal?.aborted && signal.reason?.name === "TimeoutError" ? AbortSignal.timeout(PATIENCE_MS) : signal;
}

/* Renews what [data-renewed] holds once a minute, so that a screen on the wall stays true.
 *
 * Not while somebody is writing, has marked text, or looks elsewhere; what can't be had is left as
 * it is, and the page says since when.
 */
"use strict";

(() => {
  const EVERY = 60_000;

  const busy = () => {
    const where = document.activeElement;
    const writing = where instanceof HTMLInputElement || where instanceof HTMLSelectElement;
    return document.hidden || writing || String(getSelection()) !== "";
  };

  async function renew() {
    const old = document.querySelector("[data-renewed]");
    if (!old || busy()) return;
    let answer;
    try {
      answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    } catch {
      return; // we are away: what is shown says of when it is
    }
    if (!answer.ok || answer.redirected || busy()) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-renewed]");
    if (!fresh) return;
    const link = document.activeElement?.getAttribute("href");
    old.replaceWith(document.adoptNode(fresh));
    if (link) document.querySelector(`[data-renewed] a[href="${CSS.escape(link)}"]`)?.focus();
  }

  setInterval(renew, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
})();

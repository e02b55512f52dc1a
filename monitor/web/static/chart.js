/* Draws every <figure data-chart>: from the JSON in it, or from the address that data-chart holds.
 *
 * The JSON is what monitor/web/charting.py makes: "at" in seconds, "series" of values, "marks".
 * Without this script the reader has what the figure holds anyway: a flat drawing, and a table.
 * Styles are set on elements one by one, which a strict content security policy allows.
 */
"use strict";

(() => {
  const HEIGHT = 240;
  const COUNTS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6];
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const tone = (name) => {
    const style = getComputedStyle(document.documentElement);
    return style.getPropertyValue(name === "amber" ? "--amber-rule" : `--${name}`).trim();
  };

  const faded = (colour, share) => `color-mix(in srgb, ${colour} ${share}%, transparent)`;

  const words = (value, unit) =>
    value == null ? "nothing known" : `${+value.toFixed(value < 10 ? 1 : 0)}${unit ? ` ${unit}` : ""}`;

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /** What uPlot is told of one series; "low" and "high" become an area without a line. */
  function lines(series) {
    const told = [{}];
    const values = [];
    const bands = [];
    for (const each of series) {
      const colour = tone(each.tone);
      if (each.low && each.high) {
        const first = told.length;
        for (const edge of [each.high, each.low]) {
          told.push({ stroke: "transparent", width: 0, points: { show: false } });
          values.push(edge);
        }
        bands.push({ series: [first, first + 1], fill: faded(colour, 18) });
      }
      const bars = each.kind === "bars";
      told.push({
        label: each.label,
        stroke: bars ? undefined : colour,
        fill: bars ? faded(colour, 75) : undefined,
        width: bars ? 0 : 2,
        dash: each.kind === "dashes" ? [5, 4] : undefined,
        paths: bars ? uPlot.paths.bars({ size: [0.8, 40], gap: 1 })
          : each.kind === "steps" ? uPlot.paths.stepped({ align: 1 }) : undefined,
        points: { show: each.kind === "points" || (!bars && each.values.length === 1), size: 6 },
        spanGaps: false,
      });
      values.push(each.values);
    }
    return { told, values, bands };
  }

  /** Moments at which something happened: a line with a dot on top of it. */
  function marking(marks) {
    return (plot) => {
      const { ctx, bbox } = plot;
      ctx.save();
      for (const mark of marks) {
        const x = Math.round(plot.valToPos(mark.at, "x", true));
        if (x < bbox.left || x > bbox.left + bbox.width) continue;
        ctx.strokeStyle = ctx.fillStyle = tone(mark.tone);
        ctx.lineWidth = devicePixelRatio;
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        ctx.beginPath();
        ctx.arc(x, bbox.top + 4 * devicePixelRatio, 4 * devicePixelRatio, 0, 2 * Math.PI);
        ctx.fill();
      }
      ctx.restore();
    };
  }

  /** Hours, and the day where it begins: on a desk nobody reads "9:30pm". */
  function hours(zone) {
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
    const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "short" });
    return (_, splits, axis, space, step) => {
      let last = "";
      return splits.map((at) => {
        const moment = new Date(at * 1000), today = day.format(moment);
        const fresh = today !== last;
        last = today;
        if (step >= 86400) return today;
        return fresh ? `${clock.format(moment)}\n${today}` : clock.format(moment);
      });
    };
  }

  function reading(chart, index, when) {
    const said = chart.series.map((each) => `${each.label} ${words(each.values[index], chart.unit)}`);
    const near = chart.marks
      .filter((mark) => {
        const here = chart.at[index], next = chart.at[index + 1] ?? Infinity;
        return mark.at >= here && mark.at < next;
      })
      .map((mark) => mark.label);
    return [when(chart.at[index]), ...said, ...near].join(" · ");
  }

  function draw(figure, chart) {
    const place = element("div", "drawn");
    const said = element("p", "reading");
    said.setAttribute("role", "status");
    const keys = element("ul", "keys");
    for (const each of chart.series) {
      keys.append(element("li", `tone-${each.tone} ${each.kind}`, each.label));
    }
    place.tabIndex = 0;
    place.setAttribute("role", "img");
    const title = figure.querySelector("figcaption")?.textContent.trim() ?? "Chart";
    place.setAttribute("aria-label", `${title} Arrow keys read it moment by moment.`);
    const anchor = figure.querySelector("details");
    for (const part of [keys, place, said]) figure.insertBefore(part, anchor);
    figure.classList.add("alive");

    const zone = chart.zone;
    const clock = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
      timeZoneName: "short",
    });
    const when = (at) => clock.format(new Date(at * 1000));
    let plot = null;
    let index = chart.at.length - 1;

    const tell = (at) => {
      index = at;
      said.textContent = reading(chart, at, when);
    };

    function make() {
      plot?.destroy();
      const soft = tone("soft");
      const rule = tone("rule");
      const { told, values, bands } = lines(chart.series);
      const axis = {
        stroke: soft, font: "12px system-ui, sans-serif",
        grid: { stroke: rule, width: 1 }, ticks: { stroke: rule, width: 1 },
      };
      plot = new uPlot({
        width: Math.max(place.clientWidth, 200),
        height: HEIGHT,
        tzDate: (at) => uPlot.tzDate(new Date(at * 1000), zone),
        series: told,
        bands,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false } },
        scales: { y: { range: chart.range ?? ((_, low, high) => [Math.min(0, low), Math.max(5, high * 1.1)]) } },
        axes: [{ ...axis, space: 64, values: hours(zone) }, { ...axis, size: 44, incrs: chart.range ? undefined : COUNTS }],
        hooks: {
          draw: [marking(chart.marks)],
          setCursor: [(at) => { if (at.cursor.idx != null && at.cursor.left >= 0) tell(at.cursor.idx); }],
        },
      }, [chart.at, ...values], place);
    }

    make();
    new ResizeObserver(() => {
      const width = Math.max(place.clientWidth, 200);
      if (width !== plot.width) plot.setSize({ width, height: HEIGHT });
    }).observe(place);
    dark.addEventListener("change", make);
    place.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = Math.min(Math.max(index + step, 0), chart.at.length - 1);
      plot.setCursor({ left: plot.valToPos(chart.at[next], "x"), top: 0 });
      tell(next);
    });
  }

  async function open(figure) {
    const address = figure.dataset.chart;
    const island = figure.querySelector('script[type="application/json"]');
    let chart;
    if (address) {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) return; // the table stays
      chart = await answer.json();
    } else if (island) {
      chart = JSON.parse(island.textContent);
    }
    if (chart?.at?.length) draw(figure, chart);
  }

  for (const figure of document.querySelectorAll("figure[data-chart]")) open(figure);
})();

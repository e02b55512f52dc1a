// Asks Prometheus what panels, variables and annotations of a board want to know, as Grafana's
// server and its application do: only how an answer becomes a frame is Grafana's own library.
const data = require('@grafana/data');

const asked = new URLSearchParams(window.location.search);
const FROM = Number(asked.get('from'));
const TO = Number(asked.get('to'));
const STEP = Number(asked.get('step')) || 60;

// --- Prometheus ------------------------------------------------------------------------

async function ask(path, parameters) {
  const answer = await fetch(`/prometheus/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const told = await answer.json();
  if (told.status !== 'success') throw new Error(`${told.error}: ${JSON.stringify(parameters)}`);
  return told.data;
}

const number = (value) => (value === 'NaN' ? null : Number(value.replace('Inf', 'Infinity')));

function named(legend, labels) {
  if (legend && legend !== '__auto') {
    return legend.replace(/{{\s*(\w+)\s*}}/g, (_, label) => labels[label] ?? '');
  }
  const { __name__: metric = '', ...rest } = labels;
  const said = Object.entries(rest).map(([key, value]) => `${key}="${value}"`);
  return said.length ? `${metric}{${said.join(', ')}}` : metric || 'Value';
}

function series(target, labels, points, step) {
  return data.toDataFrame({
    refId: target.refId,
    fields: [
      {
        name: 'Time', type: data.FieldType.time, config: { interval: step * 1000 },
        values: points.map(([at]) => at * 1000),
      },
      {
        name: 'Value', type: data.FieldType.number, labels,
        config: { displayNameFromDS: named(target.legendFormat, labels) },
        values: points.map(([, value]) => number(value)),
      },
    ],
  });
}

function table(target, found, many) {
  const labels = [...new Set(found.flatMap((each) => Object.keys(each.metric)))].sort();
  const column = (name, type, values) => ({ name, type, values, config: {} });
  return data.toDataFrame({
    refId: target.refId,
    fields: [
      column('Time', data.FieldType.time, found.map((each) => each.value[0] * 1000)),
      ...labels.map((name) =>
        column(name, data.FieldType.string, found.map((each) => each.metric[name] ?? ''))),
      column(many ? `Value #${target.refId}` : 'Value', data.FieldType.number,
        found.map((each) => number(each.value[1]))),
    ],
  });
}

async function frames(panel, filled) {
  const targets = panel.targets ?? [];
  const step = Math.max(STEP, Math.ceil((TO - FROM) / 1000 / 720));
  const found = await Promise.all(targets.map(async (target) => {
    const query = filled(target.expr);
    if (target.range) {
      const { result } = await ask('query_range', {
        query, start: FROM / 1000, end: TO / 1000, step,
      });
      return result.map((each) => series(target, each.metric, each.values, step));
    }
    const { result } = await ask('query', { query, time: TO / 1000 });
    if (target.format === 'table') {
      return result.length ? [table(target, result, targets.length > 1)] : [];
    }
    return result.map((each) => series(target, each.metric, [each.value], step));
  }));
  return found.flat();
}

// --- variables -------------------------------------------------------------------------

async function chosen(board) {
  const values = {};
  for (const variable of board.templating.list) {
    const given = asked.getAll(`var-${variable.name}`);
    if (given.length) values[variable.name] = given;
    else if (variable.type === 'datasource') values[variable.name] = ['prometheus'];
    else if (variable.type === 'textbox') values[variable.name] = [variable.query];
    else values[variable.name] = await offered(variable, filling(values));
    if (!values[variable.name].length) throw new Error(`no value for $${variable.name}`);
    if (variable.allValue && !given.length) values[variable.name] = [variable.allValue];
  }
  return values;
}

async function offered(variable, filled) {
  const query = filled(variable.query.query ?? variable.query);
  const [, selector, label] = query.match(/^label_values\((.*),\s*(\w+)\)$/);
  const found = await ask(`label/${label}/values`, {
    'match[]': selector, start: FROM / 1000, end: TO / 1000,
  });
  return found.slice(0, variable.includeAll ? undefined : 1);
}

function filling(values) {
  const seconds = Math.round((TO - FROM) / 1000);
  const built = {
    __rate_interval: `${4 * STEP}s`, __interval: `${STEP}s`, __range: `${seconds}s`,
    __range_s: `${seconds}`, __from: `${FROM}`, __to: `${TO}`,
    __url_time_range: `from=${FROM}&to=${TO}`,
  };
  const escaped = (value) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\\\$&');
  return (text, scoped, format) =>
    text.replace(/\$\{([^}:]+)(?::(\w+))?\}|\$(\w+)/g, (whole, braced, form, plain) => {
      const name = braced ?? plain;
      if (name in built) return built[name];
      if (name.startsWith('__')) return inContext(name, scoped) ?? whole;
      const value = values[name];
      if (value === undefined) return whole;
      const how = form ?? format;
      if (how === 'queryparam') {
        return value.map((each) => `var-${name}=${encodeURIComponent(each)}`).join('&');
      }
      if (value.length === 1) return value[0];
      return how === 'raw' ? value.join(',') : `(${value.map(escaped).join('|')})`;
    });
}

function inContext(name, scoped) {
  const context = scoped?.__dataContext?.value;
  if (!context) return undefined;
  const { frame, field, rowIndex } = context;
  const [, label] = name.match(/^__field\.labels\.(\w+)$/) ?? [];
  if (label) return field.labels?.[label];
  const [, column, quoted] = name.match(/^__data\.fields(?:\.(\w+)|\["([^"]+)"\])$/) ?? [];
  const wanted = frame.fields.find((each) =>
    [each.name, each.config.displayName].includes(column ?? quoted));
  return wanted === undefined ? undefined : String(wanted.values[rowIndex]);
}

// --- annotations -----------------------------------------------------------------------

async function annotations(board, filled) {
  const told = board.annotations.list.filter((each) => each.enable && each.expr);
  const found = await Promise.all(told.map(async (each) => {
    const { result } = await ask('query_range', {
      query: filled(each.expr), start: FROM / 1000, end: TO / 1000, step: STEP,
    });
    return result.flatMap(({ values }) => spans(values).map((span) => ({
      ...span, name: each.name, color: each.iconColor,
    })));
  }));
  return found.flat();
}

function spans(values) {
  const met = [];
  for (const [at, value] of values) {
    if (Number(value) <= 0) continue;
    const last = met[met.length - 1];
    if (last && at * 1000 - last.to <= STEP * 1500) last.to = at * 1000;
    else met.push({ from: at * 1000, to: at * 1000 });
  }
  return met;
}

module.exports = { FROM, TO, annotations, asked, chosen, filling, frames };

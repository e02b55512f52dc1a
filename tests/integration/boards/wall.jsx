// Draws a board of Grafana's with Grafana's own libraries: queries, fields, units, thresholds,
// transformations, tables and charts are theirs; the grid, the variables and the annotations are
// laid here, for those parts of Grafana are not to be had without its server.
const React = require('react');
const { createRoot } = require('react-dom/client');
const { BrowserRouter } = require('react-router-dom');
const data = require('@grafana/data');
const ui = require('@grafana/ui');
const { TableNG } = require('@grafana/ui/unstable');
const { initPluginTranslations } = require('@grafana/i18n');
const { FROM, TO, annotations, asked, chosen, filling, frames } = require('./asking.js');

const CELL = { height: 30, gap: 8 };
const h = React.createElement;

// --- fields ----------------------------------------------------------------------------

const PROCESSORS = {
  unit: data.unitOverrideProcessor, thresholds: data.thresholdsOverrideProcessor,
  mappings: data.valueMappingsOverrideProcessor, displayName: data.displayNameOverrideProcessor,
  links: data.dataLinksOverrideProcessor,
};

function registry(board) {
  const ids = new Set(['unit', 'min', 'max', 'decimals', 'noValue', 'color', 'thresholds',
    'mappings', 'displayName', 'links', 'description']);
  for (const { fieldConfig } of board.panels) {
    for (const key of Object.keys(fieldConfig?.defaults.custom ?? {})) ids.add(`custom.${key}`);
    for (const { properties } of fieldConfig?.overrides ?? []) {
      for (const { id } of properties) ids.add(id);
    }
  }
  const made = new data.FieldConfigOptionsRegistry();
  for (const id of ids) {
    const isCustom = id.startsWith('custom.');
    made.register({
      id, isCustom, path: isCustom ? id.slice('custom.'.length) : id, name: id,
      override: () => null, editor: () => null, shouldApply: () => true, settings: {},
      process: PROCESSORS[id] ?? data.identityOverrideProcessor,
    });
  }
  return made;
}

const STEPS = { mode: 'absolute', steps: [{ value: -Infinity, color: 'green' }] };

function shown(panel, found, filled, fields, theme) {
  const source = panel.fieldConfig ?? {};
  const coloured = panel.type === 'timeseries' ? 'palette-classic' : 'thresholds';
  const defaults = { color: { mode: coloured }, thresholds: STEPS, ...source.defaults };
  const all = data.applyFieldOverrides({
    data: found, fieldConfig: { defaults, overrides: source.overrides ?? [] },
    fieldConfigRegistry: fields, replaceVariables: filled, theme, timeZone: 'utc',
  });
  data.cacheFieldDisplayNames(all);
  return all;
}

function transformed(panel, found, filled) {
  const wanted = panel.transformations ?? [];
  if (!wanted.length) return Promise.resolve(found);
  return new Promise((resolve, reject) => {
    data.transformDataFrame(wanted, found, { interpolate: filled })
      .subscribe({ next: resolve, error: reject });
  });
}

// --- panels ----------------------------------------------------------------------------

function Chart({ panel, found, width, height, theme, range, marks }) {
  const painted = React.useRef(marks);
  return h(ui.TimeSeries, {
    frames: found, width, height, theme, timeRange: range, timeZone: 'utc', structureRev: 1,
    legend: panel.options.legend, options: panel.options,
  }, (config) => {
    if (!config.marked) {
      config.marked = true;
      config.addHook('draw', (plot) => mark(plot, painted.current, theme));
    }
    return null;
  });
}

function mark(plot, marks, theme) {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const { from, to, color } of marks) {
    const left = plot.valToPos(from, 'x', true);
    const right = plot.valToPos(to, 'x', true);
    ctx.fillStyle = ctx.strokeStyle = theme.visualization.getColorByName(color);
    ctx.globalAlpha = 0.07;
    ctx.fillRect(left, bbox.top, Math.max(1, right - left), bbox.height);
    ctx.globalAlpha = 0.9;
    ctx.setLineDash([6, 6]);
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

function Values({ panel, found, width, height, theme, filled }) {
  const { options } = panel;
  const bars = panel.type === 'bargauge';
  const drawn = () => data.getFieldDisplayValues({
    fieldConfig: panel.fieldConfig, reduceOptions: options.reduceOptions,
    replaceVariables: filled, theme, data: found, timeZone: 'utc',
    sparkline: !bars && options.graphMode !== 'none',
  });
  const one = drawn().length === 1;
  const value = ({ value: each, width: w, height: high, count, orientation, alignmentFactors }) =>
    bars
      ? h(ui.BarGauge, {
          value: each.display, width: w, height: high, orientation, field: each.field, theme,
          display: each.view?.getFieldDisplayProcessor(each.colIndex), alignmentFactors,
          displayMode: options.displayMode, showUnfilled: options.showUnfilled,
          valueDisplayMode: options.valueMode, namePlacement: options.namePlacement,
          itemSpacing: 8, text: options.text,
        })
      : h(ui.BigValue, {
          value: each.display, count, sparkline: each.sparkline, colorMode: options.colorMode,
          graphMode: options.graphMode, justifyMode: options.justifyMode,
          textMode: options.textMode === 'auto'
            ? (one ? 'value' : 'value_and_name') : options.textMode,
          alignmentFactors, text: options.text, width: w, height: high, theme,
          wideLayout: options.wideLayout,
        });
  return h(ui.VizRepeater, {
    getValues: drawn, renderValue: value, width, height, source: found, renderCounter: 1,
    getAlignmentFactors: data.getDisplayValueAlignmentFactors, autoGrid: !bars,
    orientation: options.orientation, minVizHeight: options.minVizHeight,
    maxVizHeight: options.maxVizHeight, itemSpacing: 8,
  });
}

function Rows({ panel, found, width, height, filled }) {
  return h(TableNG, {
    data: found[0], width, height, noHeader: panel.options.showHeader === false,
    sortBy: panel.options.sortBy, enableVirtualization: false, cellHeight: panel.options.cellHeight,
    fieldConfig: panel.fieldConfig, replaceVariables: filled, resizable: false,
  });
}

function Words({ panel, filled }) {
  const html = data.renderTextPanelMarkdown(filled(panel.options.content));
  return h('div', { className: 'markdown-html', dangerouslySetInnerHTML: { __html: html } });
}

const KINDS = {
  timeseries: Chart, stat: Values, bargauge: Values, table: Rows, text: Words,
};

function points(frame) {
  return frame.fields.filter(({ type }) => type === data.FieldType.number).map((field) => ({
    name: data.getFieldDisplayName(field, frame), at: frame.fields[0].values, values: field.values,
  }));
}

function Panel({ panel, wall }) {
  const [found, setFound] = React.useState(null);
  const [failed, setFailed] = React.useState(null);
  React.useEffect(() => {
    frames(panel, wall.filled)
      .then((raw) => transformed(panel, raw, wall.filled))
      .then((all) => {
        const ready = shown(panel, all, wall.filled, wall.fields, wall.theme);
        window.LINES[panel.id] = ready.map(points);
        setFound(ready);
      })
      .catch((error) => setFailed(String(error)));
  }, []);
  const full = found && found.some((frame) => frame.length > 0);
  const Kind = KINDS[panel.type];
  const inside = (width, height) => {
    if (failed) return failed;
    if (!found) return null;
    if (panel.type !== 'text' && !full) return 'No data';
    return h(Kind, { ...wall, panel, found, width, height });
  };
  const state = failed ? 'Error' : !found ? 'Loading' : full || panel.type === 'text' ? 'Done' : 'Empty';
  const { x, y, w, h: high } = panel.gridPos;
  const column = (wall.width + CELL.gap) / 24;
  const row = CELL.height + CELL.gap;
  const [width, height] = [w * column - CELL.gap, high * row - CELL.gap];
  return h('section', {
    className: 'panel', 'data-panel': panel.id, 'data-title': panel.title, 'data-state': state,
    'data-kind': panel.type,
    'data-found': found ? found.length : 0, 'data-failed': failed ?? undefined,
    style: { position: 'absolute', left: x * column, top: y * row, width, height },
  }, h(ui.PanelChrome, {
    title: wall.filled(panel.title), description: panel.description, width, height,
    padding: panel.type === 'table' ? 'none' : 'md',
    displayMode: panel.transparent ? 'transparent' : 'default',
  }, inside));
}

function Row({ panel, wall }) {
  return h('h2', {
    style: {
      position: 'absolute', left: 4, top: panel.gridPos.y * (CELL.height + CELL.gap), margin: 0,
      lineHeight: `${CELL.height}px`, fontSize: 16, fontWeight: 500,
    },
  }, wall.filled(panel.title));
}

function Wall({ board, wall }) {
  const rows = Math.max(...board.panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  return h('main', {
    style: { position: 'relative', width: wall.width, height: rows * (CELL.height + CELL.gap) },
  }, board.panels.map((panel) =>
    h(panel.type === 'row' ? Row : Panel, { key: panel.id, panel, wall })));
}

async function main() {
  window.LINES = {};
  window.UNITS = data.getValueFormats().flatMap((group) =>
    group.submenu.map((unit) => unit.value));
  await initPluginTranslations('lastdance', []);
  const known = new Map(Object.values(data.standardTransformers).map((each) => [each.id, each]));
  data.standardTransformersRegistry.setInit(() => [...known.values()].map((each) => ({
    id: each.id, name: each.name, transformation: () => Promise.resolve(each), editor: () => null,
  })));
  const board = await (await fetch(`/boards/${asked.get('board')}`)).json();
  const theme = data.createTheme({ colors: { mode: asked.get('theme') ?? 'dark' } });
  const filled = filling(await chosen(board));
  const at = { from: data.dateTime(FROM), to: data.dateTime(TO) };
  const wall = {
    filled, theme, fields: registry(board), marks: await annotations(board, filled),
    range: { ...at, raw: at }, width: window.innerWidth - 32,
  };
  document.body.style.cssText =
    `margin:16px;background:${theme.colors.background.canvas};color:${theme.colors.text.primary};` +
    `font-family:${theme.typography.fontFamily};font-size:14px`;
  window.MARKS = wall.marks;
  createRoot(document.getElementById('wall')).render(
    h(BrowserRouter, null, h(data.ThemeContext.Provider, { value: theme },
      h(ui.GlobalStyles), h(Wall, { board, wall }))));
}

main().catch((error) => { document.body.dataset.failed = String(error.stack ?? error); });

import type { Ink } from './ink'

/*
 * What ECharts is told, as plain data, so that the pages do not need ECharts to say it. Amounts arrive as the texts
 * people read; only sizes are numbers, and they are geometry.
 */

/** A series of sizes, one for each period; null leaves a gap. */
export interface ChartSeries {
  key: string
  label: string
  colour: string
  sizes: readonly (number | null)[]
  /** The amounts as people read them, beside the sizes. */
  texts: readonly string[]
  dashed?: boolean
  /** The interval around a line: its lower end and what is between the ends. */
  band?: { low: readonly (number | null)[]; width: readonly (number | null)[] }
}

export interface ChartFrame {
  /** The periods as people read them below the axis, and in full for the tooltip. */
  ticks: readonly string[]
  titles: readonly string[]
  /** The period that is not over, and what is said of it. */
  partial?: { index: number; note: string }
  /** What a column comes to, said last in its tooltip. */
  totals?: { label: string; texts: readonly string[] }
  axisText: (size: number) => string
  ink: Ink
}

export type ChartOption = Record<string, unknown>

const HATCH = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 3], rotation: -Math.PI / 4, color: 'rgb(255 255 255 / 55%)' }
/* More lines than this do not fit beside the pointer. */
const TOOLTIP_LINES = 12

const styleOf = (index: number) => `s${index}`

/** The tooltip is drawn on the canvas: markup with style attributes is refused by the content security policy. */
function tooltip(series: readonly ChartSeries[], frame: ChartFrame): ChartOption {
  const swatches = Object.fromEntries(series.map(({ colour }, index) => [styleOf(index), { color: colour, fontSize: 13 }]))
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    backgroundColor: frame.ink.surface,
    borderColor: frame.ink.line,
    textStyle: { color: frame.ink.text, fontFamily: frame.ink.font, fontSize: 12.5, rich: { ...swatches, title: { fontWeight: 600 }, soft: { color: frame.ink.soft } } },
    axisPointer: { type: 'shadow', shadowStyle: { color: frame.ink.line, opacity: 0.35 } },
    formatter: (points: { dataIndex: number }[] | { dataIndex: number }) => tooltipText(series, frame, (Array.isArray(points) ? points[0]?.dataIndex : points.dataIndex) ?? 0),
  }
}

/* Braces would be read as a style's name. */
const plain = (text: string) => text.replace(/[{}|]/g, ' ')

export function tooltipText(series: readonly ChartSeries[], frame: ChartFrame, index: number): string {
  const present = series.map((item, place) => ({ item, place })).filter(({ item }) => (item.sizes[index] ?? 0) !== 0)
  const lines = present.slice(0, TOOLTIP_LINES).map(({ item, place }) => `{${styleOf(place)}|■} ${plain(item.label)}  ${plain(item.texts[index] ?? '')}`)
  const title = `{title|${plain(frame.titles[index] ?? '')}}`
  const note = frame.partial?.index === index ? [`{soft|${plain(frame.partial.note)}}`] : []
  const total = frame.totals ? [`{title|${plain(frame.totals.label)}  ${plain(frame.totals.texts[index] ?? '')}}`] : []
  return [title, ...note, ...lines, ...total].join('\n')
}

function axes({ ticks, axisText, ink }: ChartFrame): ChartOption {
  const label = { color: ink.soft, fontFamily: ink.font, fontSize: 12 }
  return {
    grid: { left: 4, right: 14, top: 14, bottom: 8, containLabel: true },
    xAxis: { type: 'category', data: ticks, axisLabel: { ...label, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: ink.line } } },
    yAxis: { type: 'value', splitNumber: 4, axisLabel: { ...label, formatter: axisText }, splitLine: { lineStyle: { color: ink.line } } },
  }
}

const base = (series: readonly ChartSeries[], frame: ChartFrame): ChartOption => ({ animation: false, ...axes(frame), tooltip: tooltip(series, frame) })

/** Columns of parts on top of each other, the first part at the foot. The period that is not over is hatched. */
export function stackedOption(series: readonly ChartSeries[], frame: ChartFrame): ChartOption {
  const bar = ({ key, label, colour, sizes }: ChartSeries) => ({
    id: key,
    name: label,
    type: 'bar',
    stack: 'all',
    barMaxWidth: 46,
    barCategoryGap: '28%',
    itemStyle: { color: colour, borderColor: frame.ink.surface, borderWidth: 0.6 },
    emphasis: { focus: 'series' },
    blur: { itemStyle: { opacity: 0.35 } },
    data: sizes.map((size, index) => (frame.partial?.index === index ? { value: size, itemStyle: { decal: HATCH } } : size)),
  })
  return { ...base(series, frame), series: series.map(bar) }
}

/** Lines over the periods, each with its interval where it has one. */
export function lineOption(series: readonly ChartSeries[], frame: ChartFrame): ChartOption {
  const line = ({ key, label, colour, sizes, dashed }: ChartSeries) => ({
    id: key,
    name: label,
    type: 'line',
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: sizes.length <= 40,
    connectNulls: false,
    lineStyle: { width: 2, type: dashed ? 'dashed' : 'solid' },
    itemStyle: { color: colour },
    data: sizes.map((size, index) => (frame.partial?.index === index ? null : size)),
  })
  /* The way to the month that is not over is not known yet; its point is a ring on the ground of the page. */
  const tail = ({ key, colour, sizes }: ChartSeries, { index: at }: { index: number }) => ({
    id: `${key}/partial`,
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { width: 2, type: [3, 4] },
    itemStyle: { color: colour },
    data: sizes.map((size, index) => {
      if (index === at) return { value: size, symbol: 'circle', symbolSize: 9, itemStyle: { color: frame.ink.surface, borderColor: colour, borderWidth: 2 } }
      return index === at - 1 ? size : null
    }),
  })
  const tails = frame.partial ? series.map((item) => tail(item, frame.partial!)) : []
  const edges = ({ key, colour, band }: ChartSeries) =>
    band
      ? [
          { id: `${key}/low`, type: 'line', stack: `${key}/band`, silent: true, symbol: 'none', lineStyle: { opacity: 0 }, data: band.low },
          { id: `${key}/width`, type: 'line', stack: `${key}/band`, silent: true, symbol: 'none', lineStyle: { opacity: 0 }, areaStyle: { color: colour, opacity: 0.16 }, data: band.width },
        ]
      : []
  return { ...base(series, frame), series: [...series.flatMap(edges), ...series.map(line), ...tails] }
}

// The line about a phone whose clock is wrong. {off} and {error} are spans of time: 3分钟.
export default {
  'clock.fast': '手机时钟比服务器快{off}（误差{error}以内）',
  'clock.slow': '手机时钟比服务器慢{off}（误差{error}以内）',
  'clock.mend': '到系统设置打开“自动设置日期和时间”。检查照常进行，记录中会注明。',
} as const

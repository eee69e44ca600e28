const keepOpen = 120_000

/** Hands bytes to the browser as a file of that name. */
export function handOver(whole: Blob, name: string): void {
  const url = URL.createObjectURL(whole)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), keepOpen)
}

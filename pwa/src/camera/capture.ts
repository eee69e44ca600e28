import { MAX_BYTES, PhotoError, type PhotoSource } from './photo'

/** A chosen file, with an honest word on where it came from. */
export interface Chosen {
  file: File
  source: PhotoSource
}

const FRESH = 10 * 60_000

/**
 * Where a file really seems to come from. Some web views open the album although the camera was asked for; a file older
 * than ten minutes was not taken just now. A web app cannot prove more, and does not claim to.
 */
export function honestSource(asked: PhotoSource, lastModified: number, now: number): PhotoSource {
  return asked === 'camera' && Math.abs(now - lastModified) <= FRESH ? 'camera' : 'album'
}

/** Checks a file's size before anything is read. */
export function acceptFile(file: File, asked: PhotoSource, now: number): Chosen {
  if (file.size > MAX_BYTES) throw new PhotoError('photo.too_big')
  if (file.size === 0) throw new PhotoError('photo.empty')
  return { file, source: honestSource(asked, file.lastModified, now) }
}

/**
 * Opens the phone's camera or album and gives the chosen files, none when the person thinks better of it. Whatever is
 * half written must be on disk before this is called: the camera may kill the page.
 */
export function choosePhotos(from: PhotoSource): Promise<Chosen[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'image/*'
  input.multiple = from === 'album'
  if (from === 'camera') input.setAttribute('capture', 'environment')
  input.hidden = true
  document.body.append(input)
  return new Promise<Chosen[]>((resolve, reject) => {
    input.addEventListener('cancel', () => resolve([]))
    input.addEventListener('change', () => {
      try {
        resolve([...(input.files ?? [])].map((file) => acceptFile(file, from, Date.now())))
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
    input.click()
  }).finally(() => input.remove())
}

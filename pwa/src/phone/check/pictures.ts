// From the camera to something an act can cite: chosen, developed with its watermark, described.

import { v7 } from 'uuid'
import { choosePhotos, type Chosen } from '../../camera/capture'
import { developPhoto } from '../../camera/develop'
import { PhotoError, type PhotoSource } from '../../camera/photo'
import type { AttachPhotoBody, PhotoAbout, Position } from '../../inspection/record.gen'
import { momentText } from '../../use/days'
import { t } from '../../use/i18n'
import { positionText, readPosition } from '../../use/position'
import { me } from '../../use/session'
import { fewPicturesFit } from '../../use/space'
import { beginWriting } from '../../use/writing'
import { tell, type Picture } from './acting'
import { canShoot, shoot, type Over } from './shooting'

/** What a picture is about. */
export interface About {
  about: PhotoAbout
  checklist?: string
  item?: string
  findingId?: string
}

/** A picture not yet part of the record: its description and its bytes. Plain data, fit for a draft. */
export interface NewPicture {
  body: Omit<AttachPhotoBody, 'about' | 'checklist' | 'item' | 'findingId'>
  blob: Picture
}

const oldest = Date.UTC(2020, 0, 1)

/** Stores one picture; true when it is on disk. */
export type Keep = (picture: NewPicture) => Promise<boolean>

/**
 * Opens the camera or the album and hands over each picture as soon as it is developed. The camera stays open for as many
 * as one wants, with an earlier picture laid over what it sees; where that cannot be, the system's own takes one. A picture
 * that cannot be used is said and left out.
 */
export async function takePictures(from: PhotoSource, enterprise: string, title: string, keep: Keep, over?: Over): Promise<void> {
  if (!(await roomEnough())) return
  const fix = readPosition()
  const one = async ({ file, source }: Chosen): Promise<boolean> => {
    const done = beginWriting() // no change of version while a picture is in the making
    try {
      return await keep(await developed(file, source, enterprise, await fix))
    } catch (error) {
      if (!(error instanceof PhotoError)) throw error
      tell({ code: error.code, kind: 'invalid', message: error.code })
      return false
    } finally {
      done()
    }
  }
  if (from === 'camera' && canShoot() && (await shoot(title, (file) => one({ file, source: 'camera' }), over)) === 'done') return
  try {
    for (const chosen of await choosePhotos(from)) await one(chosen)
  } catch (error) {
    if (!(error instanceof PhotoError)) throw error
    tell({ code: error.code, kind: 'invalid', message: error.code })
  }
}

/** Says before the camera opens that little room is left; false when the person thinks better of it. */
async function roomEnough(): Promise<boolean> {
  const few = await fewPicturesFit()
  return few === undefined || confirm(t('photo.littleRoom', { n: few }))
}

async function developed(file: Blob & { lastModified?: number }, source: PhotoSource, enterprise: string, position: Position | undefined): Promise<NewPicture> {
  const [now, modified] = [Date.now(), file.lastModified ?? 0]
  const taken = source === 'album' && modified > oldest && modified < now ? modified : now
  const lines = [momentText(taken), enterprise, me.value?.name ?? '', position ? positionText(position) : t('photo.noFix')]
  const made = await developPhoto(file, { lines, ...(source === 'album' ? { stamp: t('photo.fromAlbum') } : {}) })
  return {
    blob: { sha256: made.sha256, bytes: made.bytes, type: 'image/jpeg' },
    body: {
      photoId: v7(), sha256: made.sha256, originalSha256: made.originalSha256, contentType: 'image/jpeg', size: made.bytes.byteLength,
      width: made.width, height: made.height, source, takenAt: new Date(taken).toISOString(),
      ...(position && source === 'camera' ? { position } : {}),
      ...(made.print ? { print: made.print } : {}),
      ...(made.exif.time ? { exifTime: made.exif.time } : {}), ...(made.exif.position ? { exifPosition: made.exif.position } : {}),
    },
  }
}

/** The act's body for a picture. */
export const attachBody = (picture: NewPicture, about: About): AttachPhotoBody => ({ ...picture.body, ...about })

// From the camera to something an act can cite: chosen, developed with its watermark, described.

import { v7 } from 'uuid'
import { choosePhotos } from '../../camera/capture'
import { developPhoto } from '../../camera/develop'
import { PhotoError, type PhotoSource } from '../../camera/photo'
import type { AttachPhotoBody, PhotoAbout } from '../../inspection/record.gen'
import { momentText } from '../../use/days'
import { t } from '../../use/i18n'
import { positionText, readPosition } from '../../use/position'
import { me } from '../../use/session'
import { beginWriting } from '../../use/writing'
import { tell, type Picture } from './acting'

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

/** Opens camera or album and develops what was chosen; one that cannot be used is said and left out. */
export async function takePictures(from: PhotoSource, enterprise: string): Promise<NewPicture[]> {
  const fix = readPosition()
  let done: (() => void) | undefined
  const pictures: NewPicture[] = []
  try {
    const chosen = await choosePhotos(from)
    if (chosen.length === 0) return []
    done = beginWriting() // no change of version while pictures are in the making
    const position = await fix
    for (const { file, source } of chosen) {
      const now = Date.now()
      const taken = source === 'album' && file.lastModified > oldest && file.lastModified < now ? file.lastModified : now
      const lines = [momentText(taken), enterprise, me.value?.name ?? '', position ? positionText(position) : t('photo.noFix')]
      const made = await developPhoto(file, { lines, ...(source === 'album' ? { stamp: t('photo.fromAlbum') } : {}) })
      pictures.push({
        blob: { sha256: made.sha256, bytes: made.bytes, type: 'image/jpeg' },
        body: {
          photoId: v7(), sha256: made.sha256, originalSha256: made.originalSha256, contentType: 'image/jpeg', size: made.bytes.byteLength,
          width: made.width, height: made.height, source, takenAt: new Date(taken).toISOString(),
          ...(position && source === 'camera' ? { position } : {}),
          ...(made.exif.time ? { exifTime: made.exif.time } : {}), ...(made.exif.position ? { exifPosition: made.exif.position } : {}),
        },
      })
    }
  } catch (error) {
    if (!(error instanceof PhotoError)) throw error
    tell({ code: error.code, kind: 'invalid', message: error.code })
  } finally {
    done?.()
  }
  return pictures
}

/** The act's body for a picture. */
export const attachBody = (picture: NewPicture, about: About): AttachPhotoBody => ({ ...picture.body, ...about })

import { messageMaker } from '../../core/index.js';

type Nothing = Record<never, never>;

/** The sentences of the Storage lens and their parameters. */
export interface StorageWords {
  'scene.storage.empty': Nothing;
  'scene.storage.empty.how': Nothing;
  'scene.storage.sources': Nothing;
  'scene.storage.claims': Nothing;
  'scene.storage.claims.about': Nothing;
  'scene.storage.volumes': Nothing;
  'scene.storage.volumes.about': Nothing;
  'scene.storage.both': Nothing;
  'scene.storage.cloud': Nothing;
  'scene.storage.attachment.attached': Nothing;
  'scene.storage.attachment.attaching': Nothing;
  'scene.storage.attachment.detaching': Nothing;
  'scene.storage.attachment.failed': Nothing;
  'scene.storage.attachment.none': Nothing;
  'scene.storage.driver.missing': Nothing;
  'scene.storage.absent': Nothing;
  'scene.storage.files.more': { readonly count: number };
  'scene.storage.file.lost': Nothing;
  'scene.storage.file.new': Nothing;
  'scene.storage.about.mount': Nothing;
  'scene.storage.about.staging': Nothing;
  'scene.storage.about.claim': Nothing;
  'scene.storage.about.volume': Nothing;
  'scene.storage.about.class': Nothing;
  'scene.storage.about.driver': Nothing;
  'scene.storage.about.attachment': Nothing;
  'scene.storage.about.disk': Nothing;
  'scene.storage.about.emptyDir': Nothing;
  'scene.storage.about.tmpfs': Nothing;
  'scene.storage.about.hostPath': Nothing;
  'scene.storage.about.local': Nothing;
  'scene.storage.about.share': Nothing;
  'scene.storage.about.api': Nothing;
  'scene.token.provision': Nothing;
  'scene.token.bind': Nothing;
  'scene.token.attach': Nothing;
  'scene.token.stage': Nothing;
  'scene.token.publish': Nothing;
  'scene.token.unpublish': Nothing;
  'scene.token.unstage': Nothing;
  'scene.token.detach': Nothing;
  'scene.token.reclaim': Nothing;
  'scene.token.expand': Nothing;
  'scene.token.write': Nothing;
  'scene.token.lose': Nothing;
}

/** Makes a message of this lens. */
export const tell = messageMaker<StorageWords>();

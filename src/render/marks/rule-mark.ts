import type { SceneNode } from '../../scene/index.js';
import { mark, type Mark } from '../mark.js';

export function ruleMark(_node: SceneNode): Mark {
  return mark('g', { class: 'kw-body' });
}

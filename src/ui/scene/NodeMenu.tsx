import { useLayoutEffect, useRef } from 'react';
import { FileCode2, ListTree, Send } from 'lucide-react';
import type { Cause, ObjectKey } from '../../core/index.js';
import { describeLink } from '../../render/describe-link.js';
import { closeMenu, compose, getState, revealCause, sendAndLook, showObject } from '../../store/index.js';
import { ObjectActions } from '../actions/ObjectActions.js';
import { workloadOf } from '../actions/offers.js';
import { hostsOf, portsOf, readHost } from '../composer/choices.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './ScenePane.module.css';
import { thingOf } from './things.js';

/** What can be done to a thing of the picture, beside it: go to its line, see it whole, send to it, act on it. */
export function NodeMenu() {
  const words = useWords();
  const menu = useApp((state) => state.menu);
  const snapshot = useApp((state) => state.snapshot);
  const lens = useApp((state) => state.lens);
  const box = useRef<HTMLDivElement>(null);
  const thing = menu === null || snapshot === null ? null : thingOf(snapshot.scenes[lens], menu.scene);
  const open = menu !== null && thing !== null;

  // Before the menu leaves the page, while it still holds the focus that goes back.
  useLayoutEffect(() => {
    const element = box.current;
    if (!open || element === null) return;
    const before = document.activeElement;
    element.showPopover();
    const place = (): void => {
      const { width, height } = element.getBoundingClientRect();
      element.style.left = `${Math.max(8, Math.min(menu.x, innerWidth - width - 8))}px`;
      element.style.top = `${Math.max(8, Math.min(menu.y, innerHeight - height - 8))}px`;
    };
    place();
    // The commands come a moment later, and the menu grows with them.
    const observer = new ResizeObserver(place);
    observer.observe(element);
    (element.querySelector<HTMLElement>('button') ?? element).focus();
    // Not an automatic popover: the release of the very press that opened the menu would close it again.
    const onPress = (event: PointerEvent): void => {
      if (!(event.target instanceof Node && element.contains(event.target))) closeMenu();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') closeMenu();
      else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
        moveFocus(element, event.key === 'ArrowDown' ? 1 : -1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('pointerdown', onPress, true);
    element.addEventListener('keydown', onKey);
    return () => {
      observer.disconnect();
      document.removeEventListener('pointerdown', onPress, true);
      element.removeEventListener('keydown', onKey);
      if (element.contains(document.activeElement) && isFocusable(before)) before.focus({ preventScroll: true });
    };
  }, [open, menu]);

  if (!open || snapshot === null) return null;
  const object = snapshot.objects.find(({ key }) => key === thing.object);
  const workload = object === undefined ? null : workloadOf(object, snapshot.objects);
  const [host] = object === undefined ? [] : hostsOf(object);
  const { cause, link } = thing;
  const line = link === undefined ? null : describeLink(link, snapshot.scenes[lens], words.say);
  const { title, without } = line ?? { title: thing.title, without: null };
  return (
    <div
      ref={box}
      popover="manual"
      tabIndex={-1}
      role="group"
      aria-label={title}
      className={styles['menu']}
      data-testid="node-menu"
    >
      <h2>{title}</h2>
      {without === null ? null : <p className={styles['without']}>{without}</p>}
      {cause === undefined ? null : (
        <button type="button" onClick={() => toLine(cause)}>
          <FileCode2 size={15} aria-hidden /> {words.text('ui.menu.line')}
        </button>
      )}
      {object === undefined ? null : (
        <button type="button" onClick={() => toPanel(object.key)}>
          <ListTree size={15} aria-hidden /> {words.text('ui.menu.object')}
        </button>
      )}
      {object?.kind === 'Service' || object?.kind === 'Pod' ? (
        <button type="button" onClick={() => sendTo(object.key, object.kind)}>
          <Send size={15} aria-hidden /> {words.text('ui.menu.send')}
        </button>
      ) : null}
      {host === undefined ? null : (
        <button type="button" data-testid="send-host" onClick={() => sendToHost(host.value)}>
          <Send size={15} aria-hidden /> {words.text('ui.menu.sendHttp', { url: host.text })}
        </button>
      )}
      {object === undefined ? null : <ObjectActions object={object} />}
      {workload === null ? null : (
        <>
          <h3>{words.text('ui.menu.owner', { kind: workload.kind, name: workload.name })}</h3>
          <ObjectActions object={workload} />
        </>
      )}
    </div>
  );
}

/** A thing of the picture, as well as a part of the page. */
function isFocusable(element: Element | null): element is HTMLElement | SVGElement {
  return element instanceof HTMLElement || element instanceof SVGElement;
}

function moveFocus(menu: HTMLElement, step: 1 | -1): void {
  const buttons = [...menu.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}

function toLine(cause: Cause): void {
  closeMenu();
  void revealCause(cause);
}

function toPanel(key: ObjectKey): void {
  closeMenu();
  showObject(key);
}

/** Who asks for a host of an Ingress is somebody outside: there its rules begin. */
function sendToHost(choice: string): void {
  const { from } = getState().composer;
  closeMenu();
  compose({ from: from.kind === 'outside' ? from : { kind: 'outside' }, ...readHost(choice) });
  sendAndLook(getState().composer);
}

function sendTo(key: ObjectKey, kind: string): void {
  const to = kind === 'Service' ? ({ kind: 'service', service: key } as const) : ({ kind: 'pod', pod: key } as const);
  const [port] = portsOf(to, getState().snapshot?.objects ?? []);
  closeMenu();
  compose(port === undefined ? { to } : { to, port: port.port, protocol: port.protocol });
  sendAndLook(getState().composer);
}

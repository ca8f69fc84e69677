// La lista de mensajes de un chat: agrega, cambia y quita sin volver a dibujar lo demás.
import { dia, dibujar } from "./mensajes.js";
import { nodo } from "./formato.js";

export class Historia {
  constructor(caja, bajar, manos) {
    this.caja = caja;
    this.bajar = bajar;
    this.manos = manos;
    this.vaciar();
    this.pegada = true;
    caja.addEventListener("scroll", () => { this.pegada = this.alFinal(); bajar.hidden = this.pegada; });
    // Al abrirse un teclado o cargar una foto, quien estaba al final sigue al final.
    new ResizeObserver(() => { if (this.pegada) this.irAlFinal(); }).observe(caja);
    caja.addEventListener("load", () => { if (this.pegada) this.irAlFinal(); }, true);
    bajar.onclick = () => this.irAlFinal();
  }

  vaciar() {
    this.mensajes = new Map();
    this.grupos = new Map();
    this.ultimoDia = "";
    this.caja.replaceChildren();
  }

  alFinal() { return this.caja.scrollHeight - this.caja.scrollTop - this.caja.clientHeight < 80; }
  irAlFinal() { this.pegada = true; this.caja.scrollTop = this.caja.scrollHeight; this.bajar.hidden = true; }

  cargar(mensajes, vacio) {
    this.caja.setAttribute("aria-busy", "true");
    this.vaciar();
    if (mensajes.length) mensajes.forEach((parte) => this.poner(parte));
    else this.caja.append(vacio);
    this.caja.setAttribute("aria-busy", "false");
    this.irAlFinal();
  }

  llave(mensaje) { return mensaje.media_group_id ? `g${mensaje.media_group_id}` : `m${mensaje.message_id}`; }

  poner(parte, nuevo = false) {
    const seguir = this.alFinal() || !parte.bot;
    const llave = this.llave(parte.mensaje);
    this.caja.querySelector(".vacio")?.remove();
    this.mensajes.set(parte.mensaje.message_id, parte);
    const previo = this.grupos.get(llave);
    if (!previo) this.ponerDia(parte.mensaje.date);
    this.redibujar(llave, previo, nuevo);
    if (seguir) this.irAlFinal(); else this.bajar.hidden = false;
  }

  ponerDia(segundos) {
    const texto = dia(segundos);
    if (texto === this.ultimoDia) return;
    this.ultimoDia = texto;
    this.caja.append(nodo("div", "dia", texto));
  }

  redibujar(llave, previo, nuevo) {
    const partes = [...this.mensajes.values()].filter((parte) => this.llave(parte.mensaje) === llave);
    if (!partes.length) { previo?.remove(); this.grupos.delete(llave); return; }
    const elemento = dibujar(partes, this.manos);
    if (nuevo) elemento.classList.add("nuevo");
    const enFoco = previo?.contains(document.activeElement);
    if (previo) previo.replaceWith(elemento); else this.caja.append(elemento);
    if (enFoco) (elemento.querySelector(".en-linea button, .en-linea a") || this.caja).focus();
    this.grupos.set(llave, elemento);
  }

  quitar(numero) {
    const parte = this.mensajes.get(numero);
    if (!parte) return;
    this.mensajes.delete(numero);
    const llave = this.llave(parte.mensaje);
    this.redibujar(llave, this.grupos.get(llave), false);
  }
}

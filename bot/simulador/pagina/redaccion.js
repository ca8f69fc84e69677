// El renglón de escribir: texto, comandos, adjuntos, edición, búsqueda en línea y teclado de respuesta.
import { nodo } from "./formato.js";
import { actuar, adjuntar, ver } from "./red.js";

const $ = (id) => document.getElementById(id);

// El chat local no sabe dónde está quien lo usa: manda siempre un mismo punto de Cali.
const LUGAR = { latitud: 3.4516, longitud: -76.532 };

export class Redaccion {
  constructor(alFallar, usuario) {
    this.alFallar = alFallar;
    this.usuario = usuario.toLowerCase();
    this.persona = 0;
    this.comandos = [];
    this.limpiar();
    const texto = $("redactar");
    texto.addEventListener("input", () => this.alEscribir());
    texto.addEventListener("keydown", (evento) => this.alTeclear(evento));
    $("redaccion").addEventListener("submit", (evento) => { evento.preventDefault(); this.enviar(); });
    $("menu").onclick = () => ($("emergente").hidden ? this.mostrarComandos("") : this.ocultar());
    $("ubicacion").onclick = () => this.hacer("ubicacion", LUGAR);
    $("emergente").addEventListener("keydown", (evento) => this.alRecorrer(evento));
    for (const [campo, como] of [["foto", "foto"], ["archivo", "documento"]]) {
      $(campo).addEventListener("change", () => { this.agregar([...$(campo).files], como); $(campo).value = ""; });
    }
  }

  limpiar() {
    this.archivos = [];
    this.como = "documento";
    this.editado = null;
    this.busqueda = "";
    $("redactar").value = "";
    this.mostrarContexto();
    this.ajustar();
  }

  async cambiarDe(persona) {
    this.persona = persona;
    this.limpiar();
    this.ocultar();
    await this.refrescarComandos();
  }

  async refrescarComandos() {
    this.comandos = (await ver("comandos", this.persona)).comandos;
    $("menu").hidden = !this.comandos.length;
  }

  ajustar() {
    const texto = $("redactar");
    texto.style.height = "auto";
    texto.style.height = `${Math.min(texto.scrollHeight + 2, 132)}px`;
  }

  alEscribir() {
    this.ajustar();
    const texto = $("redactar").value;
    clearTimeout(this.demora);
    if (/^\/\w*$/.test(texto)) this.mostrarComandos(texto.slice(1).toLowerCase());
    else if (texto.toLowerCase().startsWith(`@${this.usuario} `)) this.demora = setTimeout(() => this.buscar(texto), 250);
    else this.ocultar();
  }

  alTeclear(evento) {
    const emergente = $("emergente");
    if (evento.key === "Escape") { this.ocultar(); if (this.editado) this.limpiar(); }
    else if (evento.key === "ArrowDown" && !emergente.hidden) { evento.preventDefault(); emergente.querySelector("button")?.focus(); }
    else if (evento.key === "Enter" && !evento.shiftKey && !evento.isComposing) { evento.preventDefault(); this.enviar(); }
  }

  alRecorrer(evento) {
    const botones = [...$("emergente").querySelectorAll("button")];
    const puesto = botones.indexOf(document.activeElement);
    if (evento.key === "Escape") { this.ocultar(); $("redactar").focus(); }
    if (evento.key === "ArrowDown" || evento.key === "ArrowUp") {
      evento.preventDefault();
      const siguiente = puesto + (evento.key === "ArrowDown" ? 1 : -1);
      (botones[siguiente] || $("redactar")).focus();
    }
  }

  mostrar(filas, rotulo, vacio) {
    const caja = $("emergente");
    caja.setAttribute("role", "group");
    caja.setAttribute("aria-label", rotulo);
    caja.replaceChildren(...(filas.length ? filas : [nodo("p", "", vacio)]));
    caja.hidden = false;
    $("menu").setAttribute("aria-expanded", "true");
  }

  ocultar() {
    $("emergente").hidden = true;
    $("menu").setAttribute("aria-expanded", "false");
  }

  mostrarComandos(comienzo) {
    const filas = this.comandos.filter(({ command }) => command.startsWith(comienzo)).map(({ command, description }) => {
      const fila = nodo("button", "", nodo("b", "", `/${command}`), nodo("span", "", description));
      fila.type = "button";
      fila.onclick = () => { this.limpiar(); this.escribir(`/${command}`); };
      return fila;
    });
    if (comienzo && !filas.length) this.ocultar();
    else this.mostrar(filas, "Comandos", "El asistente todavía no tiene comandos para usted.");
  }

  async buscar(texto) {
    try {
      this.busqueda = (await actuar("inline", { persona: this.persona, consulta: texto.slice(this.usuario.length + 2) })).consulta;
    } catch (error) { this.alFallar(error.message); }
  }

  mostrarResultados({ consulta, resultados }) {
    if (consulta !== this.busqueda) return;
    const filas = resultados.map((resultado) => {
      const fila = nodo("button", "", nodo("b", "", resultado.title || resultado.id), nodo("span", "", resultado.description || ""));
      fila.type = "button";
      fila.onclick = () => { this.limpiar(); this.hacer("elegir", { consulta, resultado: resultado.id }); };
      return fila;
    });
    this.mostrar(filas, "Resultados", "No hay resultados.");
  }

  agregar(archivos, como) {
    if (como !== this.como) this.archivos = [];
    this.como = como;
    this.archivos.push(...archivos);
    this.mostrarContexto();
    $("redactar").focus();
  }

  editar(mensaje) {
    this.limpiar();
    this.editado = mensaje;
    $("redactar").value = mensaje.text;
    this.mostrarContexto();
    this.ajustar();
    $("redactar").focus();
  }

  ficha(texto, rotulo, alQuitar) {
    const quitar = nodo("button", "", "✕");
    quitar.type = "button";
    quitar.setAttribute("aria-label", rotulo);
    quitar.onclick = alQuitar;
    return nodo("span", "ficha", nodo("span", "", texto), quitar);
  }

  mostrarContexto() {
    const fichas = this.archivos.map((archivo, puesto) =>
      this.ficha(archivo.name, `Quitar ${archivo.name}`, () => { this.archivos.splice(puesto, 1); this.mostrarContexto(); }));
    if (this.editado) fichas.push(this.ficha("Editando su mensaje", "Cancelar la edición", () => this.limpiar()));
    $("contexto").replaceChildren(...fichas);
    $("contexto").hidden = !fichas.length;
    $("redactar").placeholder = this.archivos.length ? "Texto (opcional)" : "Mensaje";
  }

  async hacer(accion, datos) {
    this.ocultar();
    try { await actuar(accion, { persona: this.persona, ...datos }); return true; }
    catch (error) { this.alFallar(error.message); return false; }
  }

  escribir(texto) { return this.hacer("texto", { texto }); }

  async enviar() {
    const texto = $("redactar").value.trim();
    const { archivos, como, editado, persona } = this;
    if (!texto && !archivos.length) return;
    this.limpiar();
    this.ocultar();
    if (editado) await this.hacer("editar", { mensaje: editado.message_id, texto });
    else if (archivos.length) await adjuntar(persona, archivos, como, texto).catch((error) => this.alFallar(error.message));
    else if (!(await this.escribir(texto))) $("redactar").value = texto;
  }

  ponerTeclado(teclado) {
    const caja = $("teclado");
    const filas = (teclado?.keyboard || []).map((fila) => nodo("div", "fila", ...fila.map((boton) => {
      const elemento = nodo("button", "", boton.text);
      elemento.type = "button";
      elemento.onclick = () => this.responder(boton, teclado);
      return elemento;
    })));
    caja.replaceChildren(...filas);
    caja.hidden = !filas.length;
    if (teclado?.input_field_placeholder) $("redactar").placeholder = teclado.input_field_placeholder;
  }

  responder(boton, teclado) {
    if (teclado.one_time_keyboard) $("teclado").hidden = true;
    if (boton.request_contact) return this.hacer("contacto", { telefono: "+573001234567" });
    if (boton.request_location) return this.hacer("ubicacion", LUGAR);
    return this.escribir(boton.text);
  }
}

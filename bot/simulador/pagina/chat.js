// Página de chat: une la lista de personas, la historia, la redacción, el reloj y los eventos.
import { iniciales, nodo } from "./formato.js";
import { Historia } from "./historia.js";
import { fijarZona } from "./mensajes.js";
import { actuar, escuchar, leerConfiguracion, moverReloj, ver } from "./red.js";
import { Redaccion } from "./redaccion.js";

const $ = (id) => document.getElementById(id);
const sinLeer = new Map();
const esperando = new Map();
let configuracion, historia, redaccion, actual = null, bloqueado = false, apagaEstado;
let retenidos = null; // eventos que llegan mientras se pide la transcripción

function avisar(texto) {
  const aviso = nodo("div", "aviso", texto);
  $("avisos").append(aviso);
  setTimeout(() => aviso.remove(), 4500);
}

function ponerEstado(texto, activo = false) {
  clearTimeout(apagaEstado);
  $("estado").textContent = texto;
  $("estado").classList.toggle("activo", activo);
  if (activo) apagaEstado = setTimeout(() => ponerEstado("en línea"), 5500);
}

function ponerTema(tema) {
  document.documentElement.dataset.tema = tema;
  $("tema").setAttribute("aria-label", tema === "oscuro" ? "Cambiar a tema claro" : "Cambiar a tema oscuro");
}

function prepararTema() {
  const sistema = matchMedia("(prefers-color-scheme: dark)");
  const guardado = localStorage.getItem("tema");
  ponerTema(guardado || (sistema.matches ? "oscuro" : "claro"));
  sistema.addEventListener("change", () => { if (!localStorage.getItem("tema")) ponerTema(sistema.matches ? "oscuro" : "claro"); });
  $("tema").onclick = () => {
    const otro = document.documentElement.dataset.tema === "oscuro" ? "claro" : "oscuro";
    localStorage.setItem("tema", otro);
    ponerTema(otro);
  };
}

function retrato(persona) {
  const circulo = nodo("span", "retrato", iniciales(persona.nombre));
  circulo.style.setProperty("--matiz", (persona.id * 67) % 360);
  circulo.setAttribute("aria-hidden", "true");
  return circulo;
}

function dibujarPersonas() {
  $("personas").replaceChildren(...configuracion.personas.map((persona) => {
    const cuenta = sinLeer.get(persona.id) || 0;
    const datos = nodo("span", "", nodo("b", "", persona.nombre));
    if (persona.rol) datos.append(nodo("small", "rol", persona.rol));
    if (persona.descripcion) datos.append(nodo("small", "", persona.descripcion));
    const boton = nodo("button", "persona", retrato(persona), datos);
    boton.type = "button";
    if (actual?.id === persona.id) boton.setAttribute("aria-current", "true");
    if (cuenta) {
      const globo = nodo("span", "cuenta", String(cuenta));
      globo.setAttribute("aria-hidden", "true");
      boton.append(globo, nodo("span", "oculto", cuenta === 1 ? ", 1 mensaje sin leer" : `, ${cuenta} mensajes sin leer`));
    }
    boton.dataset.persona = persona.id;
    boton.onclick = () => escoger(persona, true);
    return nodo("li", "", boton);
  }));
  const total = [...sinLeer.values()].reduce((suma, cuenta) => suma + cuenta, 0);
  $("otros").hidden = !total;
  $("otros").textContent = total;
  document.title = total ? `(${total}) ${configuracion.titulo}` : configuracion.titulo;
}

function redibujarPersonas() {
  const enFoco = document.activeElement?.dataset?.persona;
  dibujarPersonas();
  if (enFoco) document.querySelector(`[data-persona="${enFoco}"]`)?.focus();
}

async function escoger(persona, entrar) {
  actual = persona;
  sinLeer.delete(persona.id);
  $("avisos").replaceChildren(); // lo que se le decía a otra persona no es para esta
  location.hash = persona.id;
  if (entrar) document.body.classList.add("en-chat");
  redibujarPersonas();
  refrescarReloj();
  await redaccion.cambiarDe(persona.id);
  await cargar();
  if (entrar) $("inicio").hidden ? $("redactar").focus({ preventScroll: true }) : $("iniciar").focus();
}

function bienvenida() {
  const circulo = nodo("span", "retrato retrato-bot", iniciales(configuracion.bot.first_name));
  circulo.setAttribute("aria-hidden", "true");
  return nodo("div", "vacio", circulo, nodo("strong", "", configuracion.bot.first_name),
    nodo("p", "", `Usted entra como ${actual.nombre}. Oprima Iniciar para empezar la conversación.`));
}

async function cargar() {
  const persona = actual;
  const llegados = retenidos = [];
  const datos = await ver("chat", persona.id);
  if (persona !== actual || retenidos !== llegados) return;
  retenidos = null;
  historia.cargar(datos.mensajes, bienvenida());
  redaccion.ponerTeclado(datos.teclado);
  ponerBloqueo(datos.bloqueado);
  mostrarInicio(!datos.mensajes.length);
  llegados.filter(({ numero }) => numero > datos.numero).forEach(recibir);
}

function recibir(evento) {
  const suyo = actual && (evento.chat === actual.id || evento.persona === actual.id);
  if (retenidos && suyo) retenidos.push(evento);
  else if (actual) ALERTAS[evento.tipo]?.(evento);
}

function mostrarInicio(si) {
  $("inicio").hidden = !si && !bloqueado;
  $("redaccion").hidden = si || bloqueado;
  $("iniciar").textContent = bloqueado ? "Desbloquear al asistente" : "Iniciar";
}

function ponerBloqueo(si) {
  bloqueado = si;
  $("bloqueo").textContent = si ? "Desbloquear" : "Bloquear";
  mostrarInicio(!historia.mensajes.size);
}

async function cambiarBloqueo() {
  await actuar(bloqueado ? "desbloquear" : "bloquear", { persona: actual.id }).catch((error) => avisar(error.message));
}

const manos = {
  comando: (texto) => redaccion.escribir(texto),
  editar: (mensaje) => redaccion.editar(mensaje),
  async tocar(boton, mensaje, datos) {
    boton.setAttribute("aria-busy", "true");
    try {
      const { consulta } = await actuar("boton", { persona: actual.id, mensaje: mensaje.message_id, datos });
      esperando.set(consulta, boton);
    } catch (error) {
      boton.removeAttribute("aria-busy");
      avisar(error.message);
    }
  },
};

const ALERTAS = {
  aviso(evento) {
    esperando.get(evento.consulta)?.removeAttribute("aria-busy");
    esperando.delete(evento.consulta);
    if (evento.persona !== actual.id || !evento.texto) return;
    if (!evento.alerta) return avisar(evento.texto);
    $("alerta-texto").textContent = evento.texto;
    $("alerta").showModal();
  },
  mensaje(evento) {
    if (evento.chat === actual.id) {
      historia.poner(evento, true);
      redaccion.ponerTeclado(evento.teclado);
      mostrarInicio(false);
      if (evento.bot) ponerEstado("en línea");
    } else if (evento.bot && configuracion.personas.some(({ id }) => id === evento.chat)) {
      sinLeer.set(evento.chat, (sinLeer.get(evento.chat) || 0) + 1);
      redibujarPersonas();
    }
  },
  edicion(evento) { if (evento.chat === actual.id) historia.poner(evento); },
  borrado(evento) { if (evento.chat === actual.id) historia.quitar(evento.mensaje.message_id); },
  accion(evento) {
    const textos = { upload_document: "enviando un archivo…", upload_photo: "enviando una foto…" };
    if (evento.chat === actual.id) ponerEstado(textos[evento.accion] || "escribiendo…", true);
  },
  bloqueo(evento) { if (evento.chat === actual.id) ponerBloqueo(evento.bloqueado); },
  comandos() { redaccion.refrescarComandos(); },
  inline(evento) { if (evento.persona === actual.id) redaccion.mostrarResultados(evento); },
  reloj(evento) { $("reloj-texto").textContent = evento.texto; },
};

function prepararReloj(reloj) {
  if (!reloj) return;
  $("reloj").hidden = false;
  $("reloj-texto").textContent = reloj.texto;
  $("reloj-acciones").append(...reloj.acciones.map(({ clave, rotulo }) => {
    const boton = nodo("button", "", rotulo);
    boton.type = "button";
    boton.onclick = async () => {
      boton.disabled = true;
      try { $("reloj-texto").textContent = (await moverReloj(clave)).texto; }
      catch (error) { avisar(error.message); }
      boton.disabled = false;
      boton.focus();
    };
    return boton;
  }));
}

// La hora corre sola: se vuelve a leer al cambiar de persona, no cada minuto, para no interrumpir
// a quien oye la página.
async function refrescarReloj() {
  if (!configuracion.reloj) return;
  try { $("reloj-texto").textContent = (await leerConfiguracion()).reloj.texto; }
  catch { /* sin servidor ya lo dice el estado: «reconectando…» */ }
}

async function empezar() {
  prepararTema();
  configuracion = await leerConfiguracion();
  fijarZona(configuracion.zona);
  $("titulo").textContent = configuracion.titulo;
  $("bot-nombre").textContent = configuracion.bot.first_name;
  $("retrato").textContent = iniciales(configuracion.bot.first_name);
  redaccion = new Redaccion(avisar, configuracion.bot.username);
  historia = new Historia($("historia"), $("bajar"), manos);
  prepararReloj(configuracion.reloj);
  $("volver").onclick = () => { document.body.classList.remove("en-chat"); document.querySelector("[aria-current]")?.focus(); };
  $("bloqueo").onclick = cambiarBloqueo;
  $("iniciar").onclick = () => (bloqueado ? cambiarBloqueo() : redaccion.escribir(actual.inicio || "/start"));
  if (!configuracion.personas.length) {
    $("historia").append(nodo("p", "vacio", "No hay personas en esta demostración."));
    return;
  }
  let conectado = true;
  escuchar(recibir, (si) => {
    ponerEstado(si ? "en línea" : "reconectando…");
    if (si && !conectado) cargar();
    conectado = si;
  });
  const pedida = configuracion.personas.find(({ id }) => String(id) === location.hash.slice(1));
  await escoger(pedida || configuracion.personas[0], Boolean(pedida));
}

empezar().catch((error) => avisar(`No se pudo abrir el chat: ${error.message}`));

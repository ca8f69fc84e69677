// Dibuja los mensajes: burbujas, medios, álbumes, citas y botones en línea.
import { conFormato, nodo, pesoDe } from "./formato.js";
import { direccionDe } from "./red.js";

let zona = "America/Bogota";
export const fijarZona = (valor) => { zona = valor; };

const hora = (segundos) => new Date(segundos * 1000).toLocaleTimeString("es-CO", { hour: "numeric", minute: "2-digit", timeZone: zona });
export const dia = (segundos) => new Date(segundos * 1000).toLocaleDateString("es-CO", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: zona });

const SERVICIOS = {
  group_chat_created: () => "Se creó el grupo",
  supergroup_chat_created: () => "Se creó el supergrupo",
  migrate_to_chat_id: () => "El grupo pasó a ser un supergrupo",
  migrate_from_chat_id: () => "Supergrupo creado a partir de un grupo",
};

function foto(mensaje) {
  const grande = mensaje.photo[mensaje.photo.length - 1];
  const imagen = nodo("img");
  imagen.src = direccionDe(grande.file_id);
  imagen.alt = mensaje.caption ? `Foto: ${mensaje.caption}` : "Foto";
  imagen.width = grande.width;
  imagen.height = grande.height;
  imagen.loading = "lazy";
  const enlace = nodo("a", "", imagen);
  enlace.href = imagen.src;
  enlace.target = "_blank";
  return enlace;
}

function documento(mensaje) {
  const { file_name: nombre = "archivo", file_size: peso = 0, file_id: id } = mensaje.document;
  const extension = nombre.includes(".") ? nombre.split(".").pop().slice(0, 4) : "doc";
  const clase = nodo("span", "clase", extension);
  clase.setAttribute("aria-hidden", "true");
  const enlace = nodo("a", "documento", clase, nodo("span", "", nodo("b", "", nombre), nodo("small", "", `${pesoDe(peso)} · Descargar`)));
  enlace.href = direccionDe(id);
  enlace.download = nombre;
  return enlace;
}

function otrosMedios(mensaje) {
  if (mensaje.location) {
    const { latitude: lat, longitude: lon } = mensaje.location;
    return [nodo("p", "", `📍 Ubicación: ${lat.toFixed(5)}, ${lon.toFixed(5)}`)];
  }
  if (mensaje.contact) return [nodo("p", "", `👤 ${mensaje.contact.first_name} · ${mensaje.contact.phone_number}`)];
  return [];
}

function boton(dato, mensaje, manos) {
  if (dato.url) {
    const enlace = nodo("a", "", `${dato.text} ↗`);
    enlace.href = dato.url;
    enlace.target = "_blank";
    enlace.rel = "noopener noreferrer";
    return enlace;
  }
  const elemento = nodo("button", "", dato.text);
  elemento.type = "button";
  elemento.disabled = !dato.callback_data;
  elemento.onclick = () => manos.tocar(elemento, mensaje, dato.callback_data);
  return elemento;
}

function enLinea(mensaje, manos) {
  const filas = mensaje.reply_markup?.inline_keyboard || [];
  if (!filas.length) return [];
  const caja = nodo("div", "en-linea");
  caja.setAttribute("role", "group");
  caja.setAttribute("aria-label", "Opciones del mensaje");
  for (const fila of filas) caja.append(nodo("div", "fila", ...fila.map((dato) => boton(dato, mensaje, manos))));
  return [caja];
}

function pie(mensaje, propio, manos) {
  const partes = [];
  if (propio && mensaje.text) {
    const lapiz = nodo("button", "lapiz", "Editar");
    lapiz.type = "button";
    lapiz.onclick = () => manos.editar(mensaje);
    partes.push(lapiz);
  }
  if (mensaje.edit_date) partes.push(nodo("span", "", "editado"));
  const cuando = nodo("time", "", hora(mensaje.date));
  cuando.dateTime = new Date(mensaje.date * 1000).toISOString();
  return nodo("div", "pie-mensaje", ...partes, cuando);
}

// Un grupo es un mensaje solo, o los de un mismo álbum.
export function dibujar(grupo, manos) {
  const [{ mensaje: primero, bot }] = grupo;
  const servicio = Object.keys(SERVICIOS).find((clave) => clave in primero);
  if (servicio) return nodo("div", "servicio", SERVICIOS[servicio](primero));
  const autor = nodo("span", "oculto", bot ? "El asistente escribió: " : "Usted escribió: ");
  const burbuja = nodo("div", "burbuja", autor);
  const citado = primero.reply_to_message;
  if (citado) burbuja.append(nodo("span", "cita", citado.text || citado.caption || "Archivo"));
  const mensajes = grupo.map((parte) => parte.mensaje);
  const fotos = mensajes.filter((mensaje) => mensaje.photo);
  if (fotos.length) burbuja.append(nodo("div", fotos.length > 1 ? "medios varios" : "medios", ...fotos.map(foto)));
  burbuja.append(...mensajes.filter((mensaje) => mensaje.document).map(documento), ...otrosMedios(primero));
  for (const mensaje of mensajes) {
    const texto = mensaje.text || mensaje.caption;
    if (texto) burbuja.append(nodo("div", "texto", ...conFormato(texto, mensaje.entities || mensaje.caption_entities, manos.comando)));
  }
  burbuja.append(pie(mensajes[mensajes.length - 1], !bot, manos));
  return nodo("article", bot ? "mensaje" : "mensaje propio", burbuja, ...enLinea(primero, manos));
}

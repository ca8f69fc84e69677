"""Lo que piden planeación y quien administra: libros que entran y salen."""

from __future__ import annotations

from collections.abc import Mapping

from bot.atencion.entrada import Archivo
from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.modificacion import NOMBRE as MODIFICACION
from bot.ordenes.en_cola import encargar_envio
from bot.ordenes.exportar_escrito import leer_de_antes
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.textos.idioma import _
from bot.textos.libros import cuales_dependencias
from bot.textos.marcado import Html, armar
from dominio.casos.directorio import Directorio
from dominio.entender.texto import normalizar
from dominio.errores import CorteInvalido, EntradaInvalida, NoEncontrado
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.identidad import IdEncargo
from dominio.modelo.libro import TipoLibro
from dominio.reglas.permisos import Permiso, exigir
from dominio.valores.fechas import Corte

MAXIMO_LIBRO = 5 * 1024 * 1024
_ELECCIONES = frozenset({"si", "cor", "todo", "no"})
_EXTENSIONES = (".xlsx", ".xlsm", ".xls", ".csv")
_TIPOS = frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"})


def importar(pedido: Pedido) -> Respuesta:
    """«/importar»: explica y espera el libro."""
    exigir(pedido.contexto.actor, Permiso.IMPORTAR)
    return decir(
        Html(
            _(
                "Envíe aquí el libro de Excel (.xlsx, hasta 5 MB) con la hoja «Plan de acción». Lo reviso y "
                "le muestro qué cambiaría; nada se guarda hasta que usted confirme. "
                "Si no tiene el formato, /plantilla."
            )
        ),
        (_("Pedir la plantilla"), "o:plantilla"),
    )


def recibir_libro(pedido: Pedido, archivo: Archivo) -> Respuesta:
    """Un .xlsx que llegó por el chat: queda en la cola de trabajos largos."""
    exigir(pedido.contexto.actor, Permiso.IMPORTAR)
    if archivo.tamano > MAXIMO_LIBRO:
        raise EntradaInvalida("archivo_muy_grande", nombre=archivo.nombre, maximo=5)
    if _ocupado(pedido, TipoEncargo.LEER_LIBRO):
        return decir(Html(_("Todavía estoy revisando el libro anterior. Espere esa respuesta, por favor.")))
    parametros = {"file_id": archivo.file_id, "nombre": archivo.nombre, "tamano": archivo.tamano}
    texto = armar(_("Recibí «%(nombre)s». Lo estoy revisando…"), nombre=archivo.nombre)
    return _encargar(pedido, TipoEncargo.LEER_LIBRO, parametros, texto)


def es_libro(archivo: Archivo) -> bool:
    """Si el archivo es un libro de Excel o de columnas separadas, por su nombre o su tipo."""
    return archivo.nombre.lower().endswith(_EXTENSIONES) or archivo.mime in _TIPOS


def tocar_importacion(pedido: Pedido) -> Respuesta:
    """Botones «i:<encargo>:<elección>».

    «si» guarda, «cor» además corrige los códigos, «todo» además cierra lo que no trae, «no» descarta.
    """
    numero, _dos, eleccion = pedido.argumento.partition(":")
    exigir(pedido.contexto.actor, Permiso.IMPORTAR)
    encargo = pedido.contexto.unidad.encargos.traer(IdEncargo(leer_numero(numero, 2**62)))
    ajeno = encargo.persona_id != pedido.contexto.actor.id or encargo.entidad_id != pedido.contexto.entidad.id
    if ajeno or encargo.tipo is not TipoEncargo.LEER_LIBRO or eleccion not in _ELECCIONES:
        pedido.contexto.anotar("rechazar_boton", f"encargo:{encargo.id}")
        raise NoEncontrado("encargo")
    decision = encargo.parametros.get("decision")
    if decision is not None:
        aviso = _("Ese libro ya se descartó.") if decision == "no" else _("Ese libro ya se confirmó.")
        return Respuesta(aviso=aviso)
    dicho = {"corregir_codigos": eleccion == "cor", "completo": eleccion == "todo"}
    parametros = {**encargo.parametros, **dicho}
    if eleccion != "no" and encargo.parametros.get("exige_acto"):
        # El plan está aprobado: antes de guardarlo se piden razón y acto, y con ellos queda decidido.
        pedido.contexto.unidad.encargos.guardar_parametros(encargo.id, parametros)
        return Respuesta(abrir=Apertura(MODIFICACION, {"libro": str(encargo.id)}))
    decidido = {**parametros, "decision": "no" if eleccion == "no" else "si"}
    pedido.contexto.unidad.encargos.guardar_parametros(encargo.id, decidido)
    if eleccion == "no":
        texto = Html(_("Descartado: no se guardó nada. Cuando lo corrija, envíelo otra vez."))
        return decir(texto, (_("Ver el estado"), "o:estado"), (_("Ver la ayuda"), "o:ayuda"), por_fila=2)
    texto = Html(_("Guardando el plan…"))
    return _encargar(pedido, TipoEncargo.APLICAR_IMPORTACION, {"lectura": encargo.id}, texto)


def plantilla(pedido: Pedido) -> Respuesta:
    """«/plantilla [plan|indicativo|poai|pac|ejecucion] [con datos]»."""
    exigir(pedido.contexto.actor, Permiso.IMPORTAR)
    dicho = normalizar(pedido.argumento)
    pedida = dicho.removesuffix("con datos").strip() or TipoLibro.PLAN.value
    if pedida not in tuple(TipoLibro):
        opciones = ", ".join(tipo.value for tipo in TipoLibro)
        return decir(
            armar(
                _(
                    "Hay plantillas de: %(opciones)s. Ejemplo: /plantilla plan. Para recibirla con lo que "
                    "hay guardado: /plantilla plan con datos"
                ),
                opciones=opciones,
            )
        )
    parametros: dict[str, object] = {"plantilla": pedida}
    if dicho.endswith("con datos"):
        parametros["con_datos"] = True
    return encargar_envio(pedido, parametros, Html(_("Preparo la plantilla…")))


def exportar(pedido: Pedido) -> Respuesta:
    """«/exportar [corte] [dependencia]», «/exportar al 30 de junio» o «/exportar versión 2»."""
    exigir(pedido.contexto.actor, Permiso.EXPORTAR)
    primera_palabra, _espacio, formato_pedido = pedido.argumento.strip().partition(" ")
    if normalizar(primera_palabra) == "formato":
        return _exportar_formato(pedido, formato_pedido.strip())
    de_antes = leer_de_antes(pedido.contexto, pedido.argumento.strip())
    primera, _espacio, resto = de_antes.resto.partition(" ")
    corte = _leer_corte(primera)
    dependencia = resto if corte else de_antes.resto
    parametros: dict[str, object] = {**de_antes.parametros}
    if corte:
        parametros |= {"corte": str(corte), "vigencia": corte.vigencia.anio}
    if dependencia.strip():
        todas = pedido.contexto.unidad.entidades.dependencias(pedido.contexto.entidad.id)
        try:
            parametros["dependencia"] = Directorio(todas).hallar(dependencia.strip()).nombre
        except NoEncontrado as error:
            return decir(cuales_dependencias(error))
    return encargar_envio(pedido, parametros, Html(_("Preparo el libro… le llega por aquí.")))


def _exportar_formato(pedido: Pedido, nombre: str) -> Respuesta:
    """«/exportar formato [nombre]»: el último libro de la entidad, en su formato y lleno."""
    texto = Html(_("Lleno el libro de la entidad… le llega por aquí."))
    return encargar_envio(pedido, {"formato": nombre}, texto)


def exportar_version(pedido: Pedido) -> Respuesta:
    """Botones «vx:<año>:<número>»: el consolidado como estaba al empezar a valer esa versión."""
    exigir(pedido.contexto.actor, Permiso.EXPORTAR)
    anio, _dos, numero = pedido.argumento.partition(":")
    parametros = {"vigencia": leer_numero(anio, 2100), "version": leer_numero(numero, 9999)}
    texto = Html(_("Preparo el libro… le llega por aquí."))
    return encargar_envio(pedido, parametros, texto)


def _leer_corte(texto: str) -> Corte | None:
    """El corte, si lo parece; si parece y está mal, el error lo explica."""
    try:
        return Corte.de(texto)
    except CorteInvalido:
        if texto[:4].isdecimal() and "-" in texto:
            raise
        return None


def _ocupado(pedido: Pedido, tipo: TipoEncargo) -> bool:
    return pedido.contexto.unidad.encargos.en_curso_de(pedido.contexto.actor.id, tipo)


def _encargar(pedido: Pedido, tipo: TipoEncargo, parametros: Mapping[str, object], texto: Html) -> Respuesta:
    """Anota el trabajo y deja el mensaje que irá mostrando cómo va."""
    contexto = pedido.contexto
    encargo = contexto.unidad.encargos.crear(
        tipo, contexto.entidad.id, contexto.actor.id, pedido.entrada.chat_id, parametros
    )
    return Respuesta(decir(texto).pantallas, encargo=encargo.id)

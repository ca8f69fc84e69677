"""Con qué acto se modifica un plan aprobado; y el que hace falta para guardar un libro que lo cambia."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bot.dialogos.campos import CampoOpcion, campo_fecha, campo_texto
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso, sin_detalle
from bot.textos import formato
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, recortar
from bot.textos.versiones import pide_acto
from dominio.casos.versiones import historia_del_plan
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.identidad import IdEncargo
from dominio.modelo.modificacion import DatosDeModificacion
from dominio.reglas.permisos import Permiso
from dominio.reglas.versiones import MAXIMO_ACTO, MAXIMO_RAZON
from dominio.valores.fechas import Vigencia

NOMBRE = "modificacion"


def pasos_del_acto(
    si: Callable[[Entorno], bool], limites: Callable[[Entorno], tuple[date, date]]
) -> tuple[Paso, ...]:
    """Razón, acto y fecha: los mismos tres en todo lo que modifica un plan aprobado.

    Args:
        si: cuándo hacen falta.
        limites: primer y último día que puede tener el acto.
    """
    return (
        Paso(
            "razon",
            campo_texto(MAXIMO_RAZON),
            _l("Razón"),
            _l("¿Por qué se modifica el plan?"),
            _l("Ejemplo: Adición de recursos del balance para terminar las vías."),
            si=si,
            detalle=_aprobado,
        ),
        Paso(
            "acto",
            campo_texto(MAXIMO_ACTO),
            _l("Acto"),
            _l("¿Con qué acto? Escriba su tipo y su número."),
            _l("Ejemplo: Decreto 0412 de 2026 o Acta 007 del Consejo de Gobierno."),
            si=si,
        ),
        Paso(
            "fecha_acto",
            campo_fecha(limites),
            _l("Fecha del acto"),
            _l("¿De qué fecha es el acto?"),
            _l("Toque un día, o escríbalo: 15 de julio o 15/07/2026."),
            si=si,
        ),
    )


def datos_del_acto(entorno: Entorno) -> DatosDeModificacion:
    """Lo respondido en esos tres pasos."""
    respuestas = entorno.respuestas
    fecha = respuestas.get("fecha_acto")
    return DatosDeModificacion(
        respuestas.get("razon") or None,
        respuestas.get("acto") or None,
        date.fromisoformat(fecha) if fecha else None,
    )


def limites_del_acto(entorno: Entorno, vigencia: Vigencia) -> tuple[date, date]:
    """Desde el día del acto que aprobó el plan hasta hoy."""
    contexto = entorno.datos.contexto
    historia = entorno.datos.recordar(("historia", vigencia), lambda: historia_del_plan(contexto, vigencia))
    aprobada = historia.aprobada
    desde = aprobada.acto.fecha if aprobada is not None and aprobada.acto is not None else vigencia.inicio
    return min(desde, entorno.datos.hoy), entorno.datos.hoy


def acto_en_lineas(datos: DatosDeModificacion) -> list[Html]:
    """Cómo se lee en el resumen."""
    if datos.acto is None or datos.fecha_acto is None:
        return []
    fecha = formato.fecha(datos.fecha_acto)
    return [armar(_("Acto: %(acto)s, del %(fecha)s"), acto=recortar(datos.acto, 120), fecha=fecha)]


def _aprobado(entorno: Entorno) -> Html:
    return pide_acto()


def _siempre(entorno: Entorno) -> bool:
    return True


def _encargo(entorno: Entorno, clave: str = "") -> Encargo:
    """La revisión del libro que espera confirmación, si es de quien responde.

    Raises:
        NoEncontrado: no es suya, o ya se decidió.
    """
    pedido = clave or entorno.respuestas.get("libro", "")
    if not pedido.isascii() or not pedido.isdecimal() or len(pedido) > 18:
        raise EntradaInvalida("opcion_desconocida", escrito=pedido[:30])
    contexto = entorno.datos.contexto
    encargo = contexto.unidad.encargos.traer(IdEncargo(int(pedido)))
    suyo = encargo.persona_id == contexto.actor.id and encargo.entidad_id == contexto.entidad.id
    if not suyo or encargo.tipo is not TipoEncargo.LEER_LIBRO or encargo.parametros.get("decision"):
        raise NoEncontrado("encargo", encargo=encargo.id)
    return encargo


def _libros(entorno: Entorno) -> Sequence[Eleccion]:
    """El que se está confirmando; no se escoge otro."""
    clave = entorno.respuestas.get("libro", "")
    return [Eleccion(clave, _rotulo(entorno, clave))] if clave else []


def _rotulo(entorno: Entorno, clave: str) -> str:
    return str(_encargo(entorno, clave).parametros.get("nombre") or _("libro recibido"))


def _limites(entorno: Entorno) -> tuple[date, date]:
    vigencia = Vigencia(int(str(_encargo(entorno).parametros["vigencia"])))
    return limites_del_acto(entorno, vigencia)


def _validar(entorno: Entorno) -> None:
    _encargo(entorno)


def _resumen(entorno: Entorno) -> Sequence[Html]:
    libro = armar(_("Se guarda «%(libro)s» como modificación del plan."), libro=_rotulo(entorno, ""))
    return [libro, *_lo_que_cambia(_encargo(entorno)), *acto_en_lineas(datos_del_acto(entorno))]


def _lo_que_cambia(encargo: Encargo) -> list[Html]:
    """Lo que se vio en la revisión, para decidir sin volver a buscarla."""
    guardado = encargo.parametros.get("modifica")
    lineas = [armar("%(linea)s", linea=str(una)) for una in guardado] if isinstance(guardado, list) else []
    if encargo.parametros.get("corregir_codigos"):
        lineas.append(Html(_("Además corrige los códigos que se propusieron.")))
    if encargo.parametros.get("completo"):
        lineas.append(Html(_("Además cierra lo que el libro no trae.")))
    return lineas


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    """El libro queda por guardar con su acto; quien lo guarda lo compara otra vez."""
    contexto, encargo = entorno.datos.contexto, _encargo(entorno)
    datos = datos_del_acto(entorno)
    encargos = contexto.unidad.encargos
    encargos.guardar_parametros(encargo.id, {**encargo.parametros, "decision": "si"})
    modificacion = {
        "razon": datos.razon,
        "acto": datos.acto,
        "fecha_acto": None if datos.fecha_acto is None else datos.fecha_acto.isoformat(),
    }
    encargos.crear(
        TipoEncargo.APLICAR_IMPORTACION,
        contexto.entidad.id,
        contexto.actor.id,
        encargo.chat_id,
        {"lectura": encargo.id, "modificacion": modificacion},
    )
    siguientes = ((_("Ver las versiones"), f"{APARTE}o:versiones"),)
    return Cierre(Html(_("Guardando la modificación del plan… le aviso por aquí cuando quede.")), siguientes)


MODIFICACION = Dialogo(
    nombre=NOMBRE,
    esquema=1,
    titulo=_l("Modificar el plan aprobado"),
    en_curso=_l("una modificación del plan"),
    permiso=Permiso.IMPORTAR,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "libro",
            CampoOpcion(_libros, _rotulo, numeradas=False),
            _l("Libro"),
            _l("¿Cuál libro?"),
            _l("Toque el libro que acaba de revisar."),
            valida=_validar,
            detalle=sin_detalle,
        ),
        *pasos_del_acto(_siempre, _limites),
    ),
)

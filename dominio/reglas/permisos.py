"""Quién puede qué: la única tabla de permisos del producto."""

from __future__ import annotations

from enum import StrEnum

from dominio.errores import PermisoDenegado
from dominio.modelo.identidad import IdDependencia, IdPersona
from dominio.modelo.persona import Persona, Rol


class Permiso(StrEnum):
    """Lo que un caso de uso exige a quien lo pide."""

    REGISTRAR_AVANCE = "registrar_avance"
    REGISTRAR_EJECUCION = "registrar_ejecucion"
    CONSULTAR = "consultar"
    CONSULTAR_SIN_REPORTE = "consultar_sin_reporte"
    IMPORTAR = "importar"
    EXPORTAR = "exportar"
    INVITAR = "invitar"
    REGISTRAR_RESULTADO = "registrar_resultado"
    REVISAR = "revisar"
    DAR_VISTO_BUENO = "dar_visto_bueno"
    GESTIONAR_CORTES = "gestionar_cortes"
    GESTIONAR_PERSONAS = "gestionar_personas"
    DELEGAR = "delegar"
    CARGAR_CATALOGOS = "cargar_catalogos"
    REVISAR_COHERENCIA = "revisar_coherencia"
    AJUSTAR_COHERENCIA = "ajustar_coherencia"
    VER_RUTA = "ver_ruta"
    REMITIR_PLAN = "remitir_plan"
    CONDUCIR_RUTA = "conducir_ruta"
    MODIFICAR_PLAN = "modificar_plan"
    CONFIGURAR_RECORDATORIOS = "configurar_recordatorios"
    RESOLVER_RECLAMOS = "resolver_reclamos"
    DIFUNDIR = "difundir"
    VER_SEGUIMIENTO = "ver_seguimiento"


_TODOS = frozenset(Permiso)
_LECTURA = frozenset({Permiso.CONSULTAR, Permiso.VER_RUTA})
_REPORTAR = frozenset({Permiso.REGISTRAR_AVANCE, Permiso.REGISTRAR_EJECUCION, Permiso.REGISTRAR_RESULTADO})

ROL_PUEDE: dict[Rol, frozenset[Permiso]] = {
    Rol.ADMINISTRACION: _TODOS
    - _REPORTAR
    - {Permiso.REVISAR, Permiso.DAR_VISTO_BUENO, Permiso.DELEGAR, Permiso.REMITIR_PLAN},
    Rol.PLANEACION: _TODOS - {Permiso.DAR_VISTO_BUENO},
    Rol.JEFE: _LECTURA
    | _REPORTAR
    | {
        Permiso.CONSULTAR_SIN_REPORTE,
        Permiso.VER_SEGUIMIENTO,
        Permiso.EXPORTAR,
        Permiso.DAR_VISTO_BUENO,
        Permiso.DELEGAR,
        Permiso.REVISAR_COHERENCIA,
        Permiso.REMITIR_PLAN,
    },
    Rol.RESPONSABLE: _LECTURA | _REPORTAR | {Permiso.DELEGAR},
    Rol.CONSULTA: _LECTURA,
}

_VE_TODA_LA_ENTIDAD = frozenset({Rol.ADMINISTRACION, Rol.PLANEACION, Rol.CONSULTA})


def puede(persona: Persona, permiso: Permiso) -> bool:
    """Si el rol de la persona (activa) incluye el permiso.

    Fuente: Ley 152/1994 art. 41 (cada dependencia prepara y reporta su parte, planeación coordina).
    """
    return persona.activa and permiso in ROL_PUEDE[persona.rol]


def exigir(persona: Persona, permiso: Permiso) -> None:
    """Lanza ``PermisoDenegado`` si la persona no puede.

    Fuente: OWASP ASVS 5.0 §8.2: la autorización se decide en el servidor, en un solo sitio.
    """
    if not puede(persona, permiso):
        raise PermisoDenegado(permiso.value, rol=persona.rol.value)


def ve_toda_la_entidad(persona: Persona) -> bool:
    """Si consulta todas las dependencias; el jefe y el responsable consultan solo la suya.

    Fuente: Ley 152/1994 art. 41 (la oficina de planeación coordina; cada secretaría responde por lo suyo).
    """
    return persona.rol in _VE_TODA_LA_ENTIDAD


def alcanza_actividad(
    persona: Persona, dependencia_id: IdDependencia, responsable_id: IdPersona | None
) -> bool:
    """Si la persona puede reportar sobre una actividad de esa dependencia y ese responsable.

    El responsable reporta solo las suyas; el jefe, las de su dependencia; planeación, cualquiera
    de la entidad (por ejemplo cuando recibe el dato por oficio).

    Fuente: Ley 152/1994 art. 41; Gobernación del Valle, «Formulación planes de acción 2021», lámina
    «Importancia del Plan de Acción»: responsables con nombre y apellido que rinden la información.
    """
    if persona.rol is Rol.RESPONSABLE:
        return responsable_id is not None and responsable_id == persona.id
    if persona.rol is Rol.JEFE:
        return dependencia_id == persona.dependencia_id
    return persona.rol is Rol.PLANEACION


def ambito_de_consulta(persona: Persona) -> IdDependencia | None:
    """Dependencia a la que se limita lo que ve; ``None`` = toda la entidad.

    Lanza ``PermisoDenegado`` si su rol ve una sola dependencia y no tiene ninguna.

    Fuente: Ley 1712/2014 (lo publicable es público; el detalle de trabajo, no).
    """
    if ve_toda_la_entidad(persona):
        return None
    if persona.dependencia_id is None:
        raise PermisoDenegado("dependencia", rol=persona.rol.value)
    return persona.dependencia_id

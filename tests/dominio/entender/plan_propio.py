"""Un segundo plan para las frases: otros códigos, otras dependencias y otros nombres."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dominio.modelo.identidad import IdDependencia, IdMeta, IdProyecto
from dominio.modelo.plan import Renglon
from tests.dominio.reglas.fabrica import renglon

# Dependencia, programa, proyecto y meta (código, nombre), y las actividades de la meta.
Par = tuple[str, str]
Bloque = tuple[Par, Par | None, Par | None, Par, tuple[Par, ...]]
CodigoDe = Callable[[int, str], str]
PLAN: tuple[Bloque, ...] = (
    (
        ("100", "Secretaría de Gobierno y Convivencia"),
        ("4501", "Fortalecimiento de la convivencia y la seguridad ciudadana"),
        ("2024002540011", "Fortalecimiento de la justicia cercana al ciudadano"),
        ("4501-10", "Atender 800 personas en la casa de justicia"),
        (
            ("1.1", "Contratar el equipo psicosocial de la comisaría de familia"),
            ("1.2", "Realizar brigadas de conciliación en los corregimientos"),
            ("1.3", "Dotar de radios y motos a la Policía Nacional"),
        ),
    ),
    (
        ("200", "Secretaría de Hacienda"),
        ("4599", "Fortalecimiento a la gestión y dirección de la administración pública territorial"),
        ("2024002540021", "Modernización de la gestión tributaria"),
        ("4599-01", "Actualizar 12.000 predios en el catastro multipropósito"),
        (
            ("2.1", "Actualizar la base catastral de la zona urbana"),
            ("2.2", "Ejecutar el plan de cobro coactivo del impuesto predial"),
            ("2.3", "Implementar la facturación electrónica del predial"),
        ),
    ),
    (
        ("300", "Secretaría de Vivienda y Hábitat"),
        ("4001", "Acceso a soluciones de vivienda"),
        ("2024002540031", "Mejoramiento de vivienda rural dispersa"),
        ("4001-02", "Mejorar 120 viviendas rurales"),
        (
            ("3.1", "Entregar subsidios de mejoramiento de vivienda"),
            ("3.2", "Contratar la interventoría de los mejoramientos"),
            ("3.3", "Titular predios fiscales en el barrio La Esperanza"),
        ),
    ),
    (
        ("400", "Oficina de Agua Potable y Saneamiento Básico"),
        ("4003", "Acceso de la población a los servicios de agua potable y saneamiento básico"),
        ("2024002540041", "Ampliación del sistema de alcantarillado sanitario"),
        ("4003-07", "Construir 3,2 km de redes de alcantarillado"),
        (
            ("4.1", "Construir la red de alcantarillado del barrio Villa Sol"),
            ("4.2", "Reponer tubería del acueducto del corregimiento El Diamante"),
            ("4.3", "Hacer el estudio de la planta de tratamiento de aguas residuales"),
        ),
    ),
    (
        ("500", "Secretaría de Desarrollo Social"),
        ("4104", "Atención integral de población en situación de vulnerabilidad"),
        ("2024002540051", "Atención integral al adulto mayor"),
        ("4104-03", "Atender 350 adultos mayores en los centros vida"),
        (
            ("5.1", "Suministrar almuerzos a los adultos mayores de los centros vida"),
            ("5.2", "Dotar los centros vida con elementos de terapia física"),
        ),
    ),
    (
        ("500", "Secretaría de Desarrollo Social"),
        ("4102", "Desarrollo integral de la primera infancia a la juventud"),
        ("2024002540052", "Protección de niños, adolescentes y jóvenes"),
        ("4102-01", "Vincular 600 jóvenes a procesos de participación"),
        (
            ("5.3", "Realizar la semana de la juventud"),
            ("5.4", "Apoyar a las madres comunitarias con paquetes nutricionales"),
        ),
    ),
    (
        ("600", "Secretaría de Tránsito y Movilidad"),
        ("2409", "Seguridad de transporte"),
        ("2024002540061", "Señalización vial del casco urbano"),
        ("2409-05", "Demarcar 15 km de vías urbanas"),
        (
            ("6.1", "Demarcar vías y cebras en el casco urbano"),
            ("6.2", "Instalar semáforos en la carrera quinta"),
            ("6.3", "Realizar campañas de cultura vial en los colegios"),
        ),
    ),
    (
        ("700", "Oficina de Tecnologías de la Información"),
        ("2301", "Facilitar el acceso y uso de las tecnologías de la información"),
        ("2024002540071", "Conectividad digital para todos"),
        ("2301-01", "Instalar 25 zonas wifi gratuitas"),
        (
            ("7.1", "Instalar zonas wifi en los parques"),
            ("7.2", "Capacitar a líderes comunales en competencias digitales"),
        ),
    ),
    (
        ("800", "Secretaría de Turismo y Desarrollo Económico"),
        ("3502", "Productividad y competitividad de las empresas"),
        ("2024002540081", "Promoción de la oferta turística"),
        ("3502-04", "Aumentar en 20 % los visitantes"),
        (
            ("8.1", "Realizar la feria gastronómica y artesanal"),
            ("8.2", "Señalizar los senderos ecoturísticos del cerro La Cruz"),
            ("8.3", "Formalizar operadores turísticos"),
        ),
    ),
    (
        ("900", "Oficina de Gestión del Riesgo de Desastres"),
        ("4503", "Gestión del riesgo de desastres y emergencias"),
        ("2024002540091", "Reducción del riesgo en zonas de ladera"),
        ("4503-02", "Intervenir 4 puntos críticos"),
        (
            ("9.1", "Adquirir kits de ayuda humanitaria"),
            ("9.2", "Realizar obras de mitigación en la quebrada La Honda"),
            ("9.3", "Dotar al cuerpo de bomberos voluntarios"),
        ),
    ),
    (
        ("130", "Secretaría General"),
        None,
        None,
        ("GE-02", "Cumplir el 100 % del plan de modernización administrativa"),
        (
            ("13.1", "Elaborar el plan anual de adquisiciones"),
            ("13.2", "Digitalizar el archivo central"),
        ),
    ),
)


def plan_propio(codigo: CodigoDe = lambda _orden, propio: propio) -> Sequence[Renglon]:
    """Los renglones del plan; ``codigo`` cambia el de cada actividad (su número de orden y el suyo)."""
    return armar(PLAN, codigo)


def armar(bloques: Sequence[Bloque], codigo: CodigoDe = lambda _orden, propio: propio) -> Sequence[Renglon]:
    """Los renglones de unos bloques, numerados en su orden."""
    dependencias = list(dict.fromkeys(bloque[0] for bloque in bloques))
    renglones: list[Renglon] = []
    for numero, (dependencia, programa, proyecto, meta, actividades) in enumerate(bloques, 1):
        for propio, nombre in actividades:
            orden = len(renglones) + 1
            hecho = renglon(
                orden,
                codigo=codigo(orden, propio),
                nombre=nombre,
                dependencia_id=IdDependencia(dependencias.index(dependencia) + 1),
                dependencia_codigo=dependencia[0],
                dependencia=dependencia[1],
                programa_codigo=programa and programa[0],
                programa=programa and programa[1],
                proyecto_id=proyecto and IdProyecto(numero),
                bpin=proyecto and proyecto[0],
                proyecto=proyecto and proyecto[1],
                meta_id=IdMeta(numero),
                meta_codigo=meta[0],
            )
            renglones.append(replace(hecho, meta=meta[1]))
    return renglones
